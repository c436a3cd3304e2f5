/** @module The roles that members may have, for all organizations. */
import { TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useAction } from "../../kit/action.js";
import { Button } from "../../kit/button.js";
import { Confirm } from "../../kit/confirm.js";
import { FormDialog } from "../../kit/dialog.js";
import { useWords } from "../../kit/language.js";
import { Loaded, Section } from "../../kit/page.js";
import { useApi, useMay } from "../../kit/session.js";

const words = {
  ko: {
    title: "역할",
    lead: "토큰의 organizations에 이 이름으로 들어갑니다.",
    add: "역할 추가",
    name: "이름 (영문 소문자로 시작)",
    description: "설명",
    save: "저장하기",
    remove: "지우기",
    removeText: "이 역할을 가진 사람이 있으면 지울 수 없습니다.",
  },
  en: {
    title: "Roles",
    lead: "Tokens name them in organizations.",
    add: "Add a role",
    name: "Name (a-z first)",
    description: "Description",
    save: "Save",
    remove: "Delete",
    removeText: "It stays while somebody has it.",
  },
};

export function Roles() {
  const t = useWords(words);
  const api = useApi();
  const may = useMay();
  const [isAdding, setAdding] = useState(false);
  const [removed, setRemoved] = useState<string>();
  const stale = [["organization-roles"]] as const;
  const roles = useQuery({ queryKey: ["organization-roles"], queryFn: () => api.get("/api/organization-roles") });
  const remove = useAction((name: string) => api.delete("/api/organization-roles/{name}", { path: { name } }), {
    stale,
  });
  return (
    <Section
      title={t.title}
      lead={t.lead}
      actions={
        may("admin") && (
          <Button isSmall icon="plus" onClick={() => setAdding(true)}>
            {t.add}
          </Button>
        )
      }
    >
      <Loaded query={roles}>
        {({ roles: list }) => (
          <ul className="card lines">
            {list.map(({ name, description }) => (
              <li key={name}>
                <span className="mono lead">{name}</span>
                <span className="grow soft">{description}</span>
                {may("admin") && (
                  <Button isSmall tone="bad" onClick={() => setRemoved(name)} aria-label={`${t.remove}: ${name}`}>
                    {t.remove}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      {isAdding && <NewRole onClose={() => setAdding(false)} />}
      {removed && (
        <Confirm
          title={`${removed}: ${t.remove}?`}
          verb={t.remove}
          onConfirm={() => remove.mutateAsync(removed)}
          onClose={() => setRemoved(undefined)}
        >
          <p>{t.removeText}</p>
        </Confirm>
      )}
    </Section>
  );
}

function NewRole({ onClose }: { onClose: () => void }) {
  const t = useWords(words);
  const api = useApi();
  const [name, setName] = useState("");
  const [description, setDescription] = useState("");
  const save = useAction(() => api.put("/api/organization-roles/{name}", { path: { name }, body: { description } }), {
    stale: [["organization-roles"]],
    onSuccess: onClose,
  });
  return (
    <FormDialog
      title={t.add}
      verb={t.save}
      isBusy={save.isPending}
      error={save.error}
      onSubmit={() => save.mutate(undefined)}
      onClose={onClose}
    >
      <TextInput
        label={t.name}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        required
        withAsterisk={false}
        data-autofocus
      />
      <TextInput
        label={t.description}
        value={description}
        onChange={(event) => setDescription(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
