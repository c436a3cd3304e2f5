/** @module Organizations: teams, who belongs to them with which roles, and who is invited. */
import { TextInput } from "@mantine/core";
import { useState } from "react";
import { Route, Switch, useLocation } from "wouter";
import { useAction } from "../../kit/action.js";
import type { Schema } from "../../kit/api.js";
import { Button } from "../../kit/button.js";
import { FormDialog } from "../../kit/dialog.js";
import { useLanguage, useWords } from "../../kit/language.js";
import { Empty, Page } from "../../kit/page.js";
import { useApi, useMay } from "../../kit/session.js";
import { Pages, Table, usePages } from "../../kit/table.js";
import { writeDay } from "../../kit/time.js";
import { OrganizationPage } from "./organization-page.js";
import { Roles } from "./roles.js";

const words = {
  ko: {
    title: "조직",
    lead: "함께 쓰는 팀입니다. 번호나 이메일로 초대하고 역할을 줍니다.",
    make: "조직 만들기",
    none: "조직이 없습니다",
    noneText: "조직을 만들고 사람을 초대해 보세요.",
    name: "이름",
    slug: "짧은 이름",
    slugHint: "영문 소문자, 숫자, -. 비워 두어도 됩니다.",
    made: "만든 날",
    save: "만들기",
  },
  en: {
    title: "Organizations",
    lead: "Teams. People are invited by number or e-mail, and get roles.",
    make: "Make an organization",
    none: "No organization yet",
    noneText: "Make one, and invite people.",
    name: "Name",
    slug: "Short name",
    slugHint: "a-z, digits and -. May be empty.",
    made: "Made",
    save: "Make",
  },
};

export default function Organizations() {
  return (
    <Switch>
      <Route path="/" component={OrganizationList} />
      <Route path="/:id">{({ id }) => <OrganizationPage id={id} />}</Route>
    </Switch>
  );
}

function OrganizationList() {
  const t = useWords(words);
  const { language } = useLanguage();
  const api = useApi();
  const may = useMay();
  const [, go] = useLocation();
  const [isMaking, setMaking] = useState(false);
  const organizations = usePages<Schema<"Organization">>(["organizations"], async (after) => {
    const { organizations: rows, next } = await api.get("/api/organizations", { query: { ...(after && { after }) } });
    return { rows, next };
  });
  return (
    <Page
      title={t.title}
      lead={t.lead}
      actions={
        may("admin") && (
          <Button tone="go" icon="plus" onClick={() => setMaking(true)}>
            {t.make}
          </Button>
        )
      }
    >
      <Pages query={organizations} empty={<Empty icon="people" title={t.none} text={t.noneText} />}>
        {(rows) => (
          <Table
            label={t.title}
            rows={rows}
            keyOf={({ id }) => id}
            onOpen={({ id }) => go(`/${id}`)}
            columns={[
              { head: t.name, cell: ({ name }) => name },
              { head: t.slug, cell: ({ slug }) => <span className="mono">{slug ?? "–"}</span> },
              { head: t.made, cell: ({ createdAt }) => writeDay(createdAt, language) },
            ]}
          />
        )}
      </Pages>
      <Roles />
      {isMaking && <NewOrganization onClose={() => setMaking(false)} />}
    </Page>
  );
}

function NewOrganization({ onClose }: { onClose: () => void }) {
  const t = useWords(words);
  const api = useApi();
  const [, go] = useLocation();
  const [name, setName] = useState("");
  const [slug, setSlug] = useState("");
  const save = useAction(
    () => api.post("/api/organizations", { body: { name, ...(slug.trim() !== "" && { slug: slug.trim() }) } }),
    { stale: [["organizations"]], onSuccess: ({ id }) => go(`/${id}`) },
  );
  return (
    <FormDialog
      title={t.make}
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
        label={t.slug}
        description={t.slugHint}
        value={slug}
        onChange={(event) => setSlug(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
