/** @module One organization: its members with their roles, and its invitations. */
import { MultiSelect, Select, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation } from "wouter";
import { useAction } from "../../kit/action.js";
import type { Schema } from "../../kit/api.js";
import { Button, ButtonLink } from "../../kit/button.js";
import { Confirm } from "../../kit/confirm.js";
import { FormDialog } from "../../kit/dialog.js";
import { useLanguage, useWords } from "../../kit/language.js";
import { Badge, Empty, Failure, Loaded, Page, Section } from "../../kit/page.js";
import { useApi, useMay } from "../../kit/session.js";
import { Pages, Table, usePages } from "../../kit/table.js";
import { shortId, writeDay, writeTime } from "../../kit/time.js";

const words = {
  ko: {
    back: "목록",
    members: "구성원",
    noMembers: "아직 구성원이 없습니다",
    name: "이름",
    roles: "역할",
    since: "들어온 날",
    edit: "역할 바꾸기",
    remove: "내보내기",
    invitations: "초대",
    noInvitations: "보낸 초대가 없습니다",
    invite: "초대하기",
    to: "휴대전화 번호나 이메일",
    language: "말",
    languages: { ko: "한국어", en: "English" },
    send: "초대 보내기",
    recipient: "받는 곳",
    status: "상태",
    statuses: { pending: "기다림", accepted: "받음", declined: "거절", revoked: "거둠", expired: "기한 지남" },
    until: "기한",
    resend: "다시 보내기",
    revoke: "거두기",
    save: "저장하기",
    delete: "조직 지우기",
    deleteText: "구성원과 초대가 함께 없어집니다. 사람들의 계정은 그대로입니다.",
    empty: "비어 있음",
  },
  en: {
    back: "List",
    members: "Members",
    noMembers: "Nobody yet",
    name: "Name",
    roles: "Roles",
    since: "Since",
    edit: "Change roles",
    remove: "Remove",
    invitations: "Invitations",
    noInvitations: "Nobody was invited",
    invite: "Invite",
    to: "Mobile number or e-mail",
    language: "Language",
    languages: { ko: "한국어", en: "English" },
    send: "Send the invitation",
    recipient: "To",
    status: "Status",
    statuses: {
      pending: "Pending",
      accepted: "Accepted",
      declined: "Declined",
      revoked: "Revoked",
      expired: "Expired",
    },
    until: "Until",
    resend: "Send again",
    revoke: "Revoke",
    save: "Save",
    delete: "Delete organization",
    deleteText: "Memberships and invitations go with it. People's accounts stay.",
    empty: "none",
  },
};

type Organization = Schema<"Organization">;
type Member = Schema<"OrganizationMember">;
type Invitation = Schema<"Invitation">;

export function OrganizationPage({ id }: { id: string }) {
  const api = useApi();
  const organization = useQuery({
    queryKey: ["organizations", id],
    queryFn: () => api.get("/api/organizations/{id}", { path: { id } }),
  });
  return <Loaded query={organization}>{(found) => <Body organization={found} />}</Loaded>;
}

function Body({ organization }: { organization: Organization }) {
  const t = useWords(words);
  const api = useApi();
  const may = useMay();
  const [, go] = useLocation();
  const [isDeleting, setDeleting] = useState(false);
  const path = { id: organization.id };
  return (
    <Page
      title={organization.name}
      lead={<span className="mono quiet">{organization.slug ?? organization.id}</span>}
      actions={<ButtonLink href="/">{t.back}</ButtonLink>}
    >
      <Members organization={organization} />
      <Invitations organization={organization} />
      {may("admin") && (
        <div className="row end top8">
          <Button tone="bad" onClick={() => setDeleting(true)}>
            {t.delete}
          </Button>
        </div>
      )}
      {isDeleting && (
        <Confirm
          title={`${t.delete}?`}
          verb={t.delete}
          onConfirm={async () => {
            await api.delete("/api/organizations/{id}", { path });
            go("/");
          }}
          onClose={() => setDeleting(false)}
        >
          <p>{t.deleteText}</p>
        </Confirm>
      )}
    </Page>
  );
}

function useRoleNames(): string[] {
  const api = useApi();
  const roles = useQuery({ queryKey: ["organization-roles"], queryFn: () => api.get("/api/organization-roles") });
  return roles.data?.roles.map(({ name }) => name) ?? [];
}

function Members({ organization }: { organization: Organization }) {
  const t = useWords(words);
  const { language } = useLanguage();
  const api = useApi();
  const may = useMay();
  const [edited, setEdited] = useState<Member>();
  const [removed, setRemoved] = useState<Member>();
  const path = { id: organization.id };
  const key = ["organizations", organization.id, "members"] as const;
  const members = usePages<Member>(key, async (after) => {
    const query = { ...(after && { after }) };
    const { members: rows, next } = await api.get("/api/organizations/{id}/members", { path, query });
    return { rows, next };
  });
  const remove = useAction(
    ({ user }: Member) => api.delete("/api/organizations/{id}/members/{user}", { path: { ...path, user } }),
    { stale: [key] },
  );
  return (
    <Section title={t.members}>
      <Pages query={members} empty={<Empty icon="people" title={t.noMembers} />}>
        {(rows) => (
          <Table
            label={t.members}
            rows={rows}
            keyOf={({ user }) => user}
            columns={[
              {
                head: t.name,
                cell: ({ user, name }) => (
                  <a className="link" href={`/console/users/${user}`}>
                    {name ?? shortId(user)}
                  </a>
                ),
              },
              { head: t.roles, cell: ({ roles }) => <span className="mono">{roles.join(", ")}</span> },
              { head: t.since, cell: ({ createdAt }) => writeDay(createdAt, language) },
              {
                head: "",
                cell: (member) =>
                  may("admin") && (
                    <span className="row end">
                      <Button isSmall onClick={() => setEdited(member)}>
                        {t.edit}
                      </Button>
                      <Button isSmall tone="bad" onClick={() => setRemoved(member)}>
                        {t.remove}
                      </Button>
                    </span>
                  ),
              },
            ]}
          />
        )}
      </Pages>
      {edited && <MemberRoles organization={organization} member={edited} onClose={() => setEdited(undefined)} />}
      {removed && (
        <Confirm
          title={`${removed.name ?? shortId(removed.user)}: ${t.remove}?`}
          verb={t.remove}
          onConfirm={() => remove.mutateAsync(removed)}
          onClose={() => setRemoved(undefined)}
        />
      )}
    </Section>
  );
}

function MemberRoles({
  organization,
  member,
  onClose,
}: {
  organization: Organization;
  member: Member;
  onClose: () => void;
}) {
  const t = useWords(words);
  const api = useApi();
  const names = useRoleNames();
  const [roles, setRoles] = useState(member.roles);
  const save = useAction(
    () =>
      api.put("/api/organizations/{id}/members/{user}", {
        path: { id: organization.id, user: member.user },
        body: { roles },
      }),
    { stale: [["organizations", organization.id, "members"]], onSuccess: onClose },
  );
  return (
    <FormDialog
      title={t.edit}
      verb={t.save}
      isBusy={save.isPending}
      error={save.error}
      onSubmit={() => save.mutate(undefined)}
      onClose={onClose}
    >
      <MultiSelect label={t.roles} data={names} value={roles} onChange={setRoles} />
    </FormDialog>
  );
}

function Invitations({ organization }: { organization: Organization }) {
  const t = useWords(words);
  const { language } = useLanguage();
  const api = useApi();
  const may = useMay();
  const [isInviting, setInviting] = useState(false);
  const path = { id: organization.id };
  const key = ["organizations", organization.id, "invitations"] as const;
  const invitations = usePages<Invitation>(key, async (after) => {
    const query = { ...(after && { after }) };
    const { invitations: rows, next } = await api.get("/api/organizations/{id}/invitations", { path, query });
    return { rows, next };
  });
  const act = useAction(
    ({ verb, invitation }: { verb: "resend" | "revoke"; invitation: string }) => {
      const request = { path: { ...path, invitation } };
      return verb === "resend"
        ? api.post("/api/organizations/{id}/invitations/{invitation}/resend", request)
        : api.post("/api/organizations/{id}/invitations/{invitation}/revoke", request);
    },
    { stale: [key] },
  );
  return (
    <Section
      title={t.invitations}
      actions={
        may("admin") && (
          <Button isSmall icon="plus" onClick={() => setInviting(true)}>
            {t.invite}
          </Button>
        )
      }
    >
      {act.error && <Failure error={act.error} />}
      <Pages query={invitations} empty={<Empty icon="mail" title={t.noInvitations} />}>
        {(rows) => (
          <Table
            label={t.invitations}
            rows={rows}
            keyOf={({ id }) => id}
            columns={[
              { head: t.recipient, cell: ({ recipient }) => recipient ?? "–" },
              { head: t.roles, cell: ({ roles }) => <span className="mono">{roles.join(", ") || t.empty}</span> },
              {
                head: t.status,
                cell: ({ status }) => (
                  <Badge tone={status === "accepted" ? "ok" : status === "pending" ? "warn" : "rest"}>
                    {t.statuses[status]}
                  </Badge>
                ),
              },
              { head: t.until, cell: ({ expiresAt }) => <span className="num">{writeTime(expiresAt, language)}</span> },
              {
                head: "",
                cell: ({ id, status }) =>
                  status === "pending" &&
                  may("operator") && (
                    <span className="row end">
                      <Button isSmall onClick={() => act.mutate({ verb: "resend", invitation: id })}>
                        {t.resend}
                      </Button>
                      <Button isSmall tone="bad" onClick={() => act.mutate({ verb: "revoke", invitation: id })}>
                        {t.revoke}
                      </Button>
                    </span>
                  ),
              },
            ]}
          />
        )}
      </Pages>
      {isInviting && <Invite organization={organization} onClose={() => setInviting(false)} />}
    </Section>
  );
}

function Invite({ organization, onClose }: { organization: Organization; onClose: () => void }) {
  const t = useWords(words);
  const { language: shown } = useLanguage();
  const api = useApi();
  const names = useRoleNames();
  const [to, setTo] = useState("");
  const [roles, setRoles] = useState<string[]>([]);
  const [language, setLanguage] = useState<"ko" | "en">(shown);
  const save = useAction(
    () =>
      api.post("/api/organizations/{id}/invitations", {
        path: { id: organization.id },
        body: { ...(to.includes("@") ? { email: to } : { phone: to }), roles, language },
      }),
    { stale: [["organizations", organization.id, "invitations"]], onSuccess: onClose },
  );
  return (
    <FormDialog
      title={t.invite}
      verb={t.send}
      isBusy={save.isPending}
      error={save.error}
      onSubmit={() => save.mutate(undefined)}
      onClose={onClose}
    >
      <TextInput
        label={t.to}
        value={to}
        onChange={(event) => setTo(event.currentTarget.value)}
        required
        withAsterisk={false}
        data-autofocus
      />
      <MultiSelect label={t.roles} data={names} value={roles} onChange={setRoles} />
      <Select
        label={t.language}
        value={language}
        data={Object.entries(t.languages).map(([value, label]) => ({ value, label }))}
        onChange={(value) => value && setLanguage(value as "ko" | "en")}
        allowDeselect={false}
      />
    </FormDialog>
  );
}
