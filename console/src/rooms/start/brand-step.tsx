/** @module What the team is called, and its colour: pages and texts have them. */
import { TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useAction } from "../../kit/action.js";
import { Button } from "../../kit/button.js";
import { useWords } from "../../kit/language.js";
import { Card, Failure, Loaded } from "../../kit/page.js";
import { useApi, useMay } from "../../kit/session.js";
import { progressKey } from "./progress.js";
import type { StepProps } from "./start.js";

const words = {
  ko: {
    title: "어떤 이름으로 보일까요?",
    lead: "로그인 화면과 문자에 이 이름이 보입니다.",
    name: "이름",
    colour: "색 (비워도 됩니다)",
    save: "저장하고 계속",
    next: "계속",
  },
  en: {
    title: "What is your service called?",
    lead: "Sign-in pages and texts show this name.",
    name: "Name",
    colour: "Colour (optional)",
    save: "Save and continue",
    next: "Continue",
  },
};

export function BrandStep({ onDone }: StepProps) {
  const t = useWords(words);
  const api = useApi();
  const query = useQuery({
    queryKey: ["experience"],
    queryFn: async () => {
      const { data, etag } = await api.send("get", "/api/sign-in-experience");
      return { experience: data, etag: etag ?? "" };
    },
  });
  return (
    <section className="stack">
      <h2 className="big">{t.title}</h2>
      <p className="soft">{t.lead}</p>
      <Loaded query={query}>
        {({ experience, etag }) => <Form brand={experience.brand} etag={etag} onDone={onDone} />}
      </Loaded>
    </section>
  );
}

function Form({
  brand,
  etag,
  onDone,
}: StepProps & { brand: { name: string | null; colour: string | null }; etag: string }) {
  const t = useWords(words);
  const api = useApi();
  const may = useMay();
  const [name, setName] = useState(brand.name ?? "");
  const [colour, setColour] = useState(brand.colour ?? "");
  const save = useAction(
    () =>
      api.patch("/api/sign-in-experience", {
        body: { brand: { name: name.trim(), colour: colour.trim() === "" ? null : colour.trim() } },
        ifMatch: etag,
      }),
    { stale: [["experience"], progressKey, ["session"]], onSuccess: onDone },
  );
  if (!may("admin"))
    return (
      <div>
        <Button tone="go" onClick={onDone}>
          {t.next}
        </Button>
      </div>
    );
  return (
    <Card>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate(undefined);
        }}
      >
        <TextInput
          label={t.name}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          required
          withAsterisk={false}
          maxLength={60}
        />
        <TextInput
          label={t.colour}
          placeholder="#0b6e4f"
          value={colour}
          onChange={(event) => setColour(event.currentTarget.value)}
        />
        {save.error && <Failure error={save.error} />}
        <div className="row end">
          <Button type="submit" tone="go" isBusy={save.isPending}>
            {t.save}
          </Button>
        </div>
      </form>
    </Card>
  );
}
