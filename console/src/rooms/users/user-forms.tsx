/** @module What is filled in about a person: their name, another thing they are found by. */
import { Checkbox, Select, TextInput } from "@mantine/core";
import { useState } from "react";
import { useAction } from "../../kit/action.js";
import type { Schema } from "../../kit/api.js";
import { FormDialog } from "../../kit/dialog.js";
import { useWords } from "../../kit/language.js";
import { useApi } from "../../kit/session.js";
import { tagOf } from "../../kit/tag.js";

const words = {
  ko: {
    rename: "이름 바꾸기",
    name: "이름",
    hint: "비워 두면 이름이 없어집니다.",
    save: "저장하기",
    add: "찾는 값 추가",
    kind: "종류",
    kinds: { phone: "휴대전화", email: "이메일", username: "아이디" },
    value: "값",
    verified: "본인의 것임을 확인했습니다",
    verifiedHint: "표시하면 코드 없이 확인된 것으로 칩니다.",
  },
  en: {
    rename: "Change name",
    name: "Name",
    hint: "Empty: they have none.",
    save: "Save",
    add: "Another way to find them",
    kind: "Kind",
    kinds: { phone: "Mobile number", email: "E-mail", username: "User name" },
    value: "Value",
    verified: "I vouch that it is theirs",
    verifiedHint: "It then counts as verified without a code.",
  },
};

export function Rename({ user, onClose }: { user: Schema<"User">; onClose: () => void }) {
  const t = useWords(words);
  const api = useApi();
  const [name, setName] = useState(user.name ?? "");
  const save = useAction(
    () =>
      api.patch("/api/users/{sid}", {
        path: { sid: user.sid },
        body: { name: name.trim() === "" ? null : name },
        ifMatch: tagOf(user),
      }),
    { stale: [["user", user.sid], ["users"]], onSuccess: onClose },
  );
  return (
    <FormDialog
      title={t.rename}
      verb={t.save}
      isBusy={save.isPending}
      error={save.error}
      onSubmit={() => save.mutate(undefined)}
      onClose={onClose}
    >
      <TextInput
        label={t.name}
        description={t.hint}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
      />
    </FormDialog>
  );
}

type Kind = "phone" | "email" | "username";

export function AddIdentifier({ sid, onClose }: { sid: string; onClose: () => void }) {
  const t = useWords(words);
  const api = useApi();
  const [kind, setKind] = useState<Kind>("phone");
  const [value, setValue] = useState("");
  const [verified, setVerified] = useState(false);
  const add = useAction(
    () =>
      api.post("/api/users/{sid}/identifiers", {
        path: { sid },
        body: { kind, value, ...(kind !== "username" && { verified }) },
      }),
    { stale: [["user", sid], ["users"]], onSuccess: onClose },
  );
  return (
    <FormDialog
      title={t.add}
      verb={t.save}
      isBusy={add.isPending}
      error={add.error}
      onSubmit={() => add.mutate(undefined)}
      onClose={onClose}
    >
      <Select
        label={t.kind}
        value={kind}
        data={Object.entries(t.kinds).map(([one, label]) => ({ value: one, label }))}
        onChange={(one) => one && setKind(one as Kind)}
        allowDeselect={false}
      />
      <TextInput
        label={t.value}
        value={value}
        onChange={(event) => setValue(event.currentTarget.value)}
        required
        withAsterisk={false}
      />
      {kind !== "username" && (
        <Checkbox
          label={t.verified}
          description={t.verifiedHint}
          checked={verified}
          onChange={(event) => setVerified(event.currentTarget.checked)}
        />
      )}
    </FormDialog>
  );
}
