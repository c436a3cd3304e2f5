/** @module An endpoint is added or changed. */
import { TagsInput, TextInput, Switch as Toggle } from "@mantine/core";
import { useState } from "react";
import { useAction } from "../../kit/action.js";
import type { Schema } from "../../kit/api.js";
import { FormDialog } from "../../kit/dialog.js";
import { useWords } from "../../kit/language.js";
import { ShownOnce } from "../../kit/once.js";
import { useApi } from "../../kit/session.js";
import { tagOf } from "../../kit/tag.js";
import { webhookWords } from "./words.js";

type Webhook = Schema<"Webhook">;

export function WebhookForm({
  known,
  onClose,
  onMade,
}: {
  known: Webhook | undefined;
  onClose: () => void;
  onMade?: (id: string) => void;
}) {
  const t = useWords(webhookWords);
  const api = useApi();
  const [url, setUrl] = useState(known?.url ?? "");
  const [description, setDescription] = useState(known?.description ?? "");
  const [events, setEvents] = useState<string[]>(known?.events ?? ["verification.*", "message.*"]);
  const [includeNumbers, setNumbers] = useState(known?.includeNumbers ?? false);
  const [made, setMade] = useState<{ id: string; secret: string }>();
  const save = useAction(
    async () => {
      const body = { url, events, includeNumbers, description: description.trim() === "" ? null : description };
      if (known) {
        await api.patch("/api/webhooks/{id}", { path: { id: known.id }, body, ifMatch: tagOf(known) });
        return onClose();
      }
      setMade(await api.post("/api/webhooks", { body }));
    },
    { stale: [["webhooks"]] },
  );
  if (made) return <ShownOnce title={t.secret} secrets={[[t.secret, made.secret]]} onClose={() => onMade?.(made.id)} />;
  return (
    <FormDialog
      title={known ? t.edit : t.make}
      verb={t.save}
      isBusy={save.isPending}
      error={save.error}
      onSubmit={() => save.mutate(undefined)}
      onClose={onClose}
      isWide
    >
      <TextInput
        label={t.url}
        type="url"
        placeholder="https://api.example.kr/munjigi"
        value={url}
        onChange={(event) => setUrl(event.currentTarget.value)}
        required
        withAsterisk={false}
        data-autofocus
      />
      <TextInput
        label={t.description}
        value={description}
        onChange={(event) => setDescription(event.currentTarget.value)}
      />
      <TagsInput
        label={t.events}
        description={t.eventsHint}
        value={events}
        onChange={setEvents}
        data={[
          "*",
          "user.*",
          "session.*",
          "sign_in.refused",
          "verification.*",
          "message.*",
          "invitation.*",
          "limit.alarm",
          "organization.*",
        ]}
      />
      <Toggle
        label={t.numbers}
        description={t.numbersHint}
        checked={includeNumbers}
        onChange={(event) => setNumbers(event.currentTarget.checked)}
      />
    </FormDialog>
  );
}
