/** @module An application is registered: name, type, where people are led back to. */
import { Radio, TagsInput, TextInput } from "@mantine/core";
import { useState } from "react";
import { useLocation } from "wouter";
import { useAction } from "../../kit/action.js";
import { FormDialog } from "../../kit/dialog.js";
import { useWords } from "../../kit/language.js";
import { ShownOnce } from "../../kit/once.js";
import { useApi } from "../../kit/session.js";
import { typeWords } from "./words.js";

const words = {
  ko: {
    title: "앱 등록",
    name: "이름",
    type: "종류",
    uris: "돌아올 주소 (redirect_uri)",
    urisHint: "글자 하나까지 같아야 합니다. 적고 Enter.",
    save: "등록하기",
    secret: "client_secret",
  },
  en: {
    title: "Register an application",
    name: "Name",
    type: "Type",
    uris: "Addresses to return to (redirect_uri)",
    urisHint: "They are compared character by character. Enter after each.",
    save: "Register",
    secret: "client_secret",
  },
};

type Type = "spa" | "web" | "native" | "machine";

export function NewApplication({ onClose }: { onClose: () => void }) {
  const t = useWords(words);
  const types = useWords(typeWords);
  const api = useApi();
  const [, go] = useLocation();
  const [name, setName] = useState("");
  const [type, setType] = useState<Type>("web");
  const [redirectUris, setUris] = useState<string[]>([]);
  const [made, setMade] = useState<{ clientId: string; clientSecret?: string | undefined }>();
  const save = useAction(
    () => api.post("/api/applications", { body: { name, type, ...(type !== "machine" && { redirectUris }) } }),
    {
      stale: [["applications"]],
      onSuccess: (answer) => (answer.clientSecret ? setMade(answer) : go(`/${answer.clientId}`)),
    },
  );
  if (made)
    return (
      <ShownOnce
        title={name}
        secrets={[
          ["client_id", made.clientId],
          [t.secret, made.clientSecret ?? ""],
        ]}
        onClose={() => go(`/${made.clientId}`)}
      />
    );
  return (
    <FormDialog
      title={t.title}
      verb={t.save}
      isBusy={save.isPending}
      error={save.error}
      onSubmit={() => save.mutate(undefined)}
      onClose={onClose}
      isWide
    >
      <TextInput
        label={t.name}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        required
        withAsterisk={false}
        data-autofocus
      />
      <Radio.Group label={t.type} value={type} onChange={(value) => setType(value as Type)}>
        <div className="stack top8">
          {(Object.keys(types) as Type[]).map((one) => (
            <Radio key={one} value={one} label={types[one].name} description={types[one].text} />
          ))}
        </div>
      </Radio.Group>
      {type !== "machine" && (
        <TagsInput label={t.uris} description={t.urisHint} value={redirectUris} onChange={setUris} />
      )}
    </FormDialog>
  );
}
