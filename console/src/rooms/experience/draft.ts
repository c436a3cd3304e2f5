/**
 * @module The document as it is being changed: what was read, what was made of it, and what somebody else has saved meanwhile. It outlives the
 * page, so that whoever looks something up in another room finds it again.
 */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, useSyncExternalStore } from "react";
import { MunjigiError, type Schema } from "../../kit/api.js";
import { useApi } from "../../kit/session.js";
import { applyPatch, patchBetween, pathsOf } from "./patch.js";

export type Experience = Schema<"SignInExperience">;

interface Version {
  experience: Experience;
  etag: string;
}

interface Work {
  /** What the changes are changes of. */
  base: Version;
  draft: Experience;
}

let kept: Work | undefined;
const listeners = new Set<() => void>();
function keep(work: Work | undefined): void {
  kept = work;
  for (const tell of listeners) tell();
}
function listen(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}
// Closing the tab is asked about; going to another room loses nothing.
window.addEventListener("beforeunload", (event) => {
  if (kept) event.preventDefault();
});

const KEY = ["experience"] as const;

export function useDraft() {
  const api = useApi();
  const queries = useQueryClient();
  const work = useSyncExternalStore(listen, () => kept);
  const [theirs, setTheirs] = useState<Version>();
  const [error, setError] = useState<unknown>(null);
  const [isSaving, setSaving] = useState(false);
  const [isSaved, setSaved] = useState(false);
  const read = async (): Promise<Version> => {
    const { data, etag } = await api.send("get", "/api/sign-in-experience");
    return { experience: data, etag: etag ?? "" };
  };
  const query = useQuery({ queryKey: KEY, queryFn: read });
  const base = work?.base ?? query.data;
  const draft = work?.draft ?? query.data?.experience;
  const patch = base && draft ? patchBetween(base.experience, draft) : {};

  const change = (next: Experience): void => {
    if (!base) return;
    setSaved(false);
    const isChanged = pathsOf(patchBetween(base.experience, next)).length > 0;
    keep(isChanged ? { base, draft: next } : undefined);
  };
  const drop = (): void => {
    keep(undefined);
    setTheirs(undefined);
    setError(null);
    if (theirs) queries.setQueryData(KEY, theirs);
  };
  /** The same changes, on what somebody else has saved. */
  const redo = (): void => {
    if (!theirs) return;
    const next = applyPatch(theirs.experience, patch);
    queries.setQueryData(KEY, theirs);
    keep(pathsOf(patchBetween(theirs.experience, next)).length > 0 ? { base: theirs, draft: next } : undefined);
    setTheirs(undefined);
    setError(null);
  };
  const save = async (): Promise<void> => {
    if (!base) return;
    setSaving(true);
    setError(null);
    try {
      const { data, etag } = await api.send("patch", "/api/sign-in-experience", { body: patch, ifMatch: base.etag });
      queries.setQueryData(KEY, { experience: data, etag: etag ?? "" });
      keep(undefined);
      setSaved(true);
    } catch (failure) {
      const isLate = failure instanceof MunjigiError && failure.code === "experience.version_changed";
      if (!isLate) setError(failure);
      else await read().then(setTheirs, setError);
    } finally {
      setSaving(false);
    }
  };
  const theirPaths = theirs && base ? pathsOf(patchBetween(base.experience, theirs.experience)) : [];
  return {
    query,
    draft,
    paths: pathsOf(patch),
    theirPaths,
    hasConflict: theirs !== undefined,
    error,
    isSaving,
    isSaved,
    change,
    drop,
    redo,
    save,
  };
}
