/** @module Who may enter the console: their roles, invited by a link, let back in by another one. */
import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useAction } from "../../kit/action.js";
import type { Schema } from "../../kit/api.js";
import { Button } from "../../kit/button.js";
import { Confirm } from "../../kit/confirm.js";
import { FormDialog } from "../../kit/dialog.js";
import { useLanguage, useWords } from "../../kit/language.js";
import { ShownOnce } from "../../kit/once.js";
import { Badge, Failure, Loaded, Section } from "../../kit/page.js";
import { type Role, useApi, useMay, useSession } from "../../kit/session.js";
import { Table } from "../../kit/table.js";
import { shortId, writeTime } from "../../kit/time.js";

const words = {
  ko: {
    title: "관리자",
    lead: "패스키로 들어옵니다. 초대 링크는 15분 동안 한 번만 쓸 수 있습니다.",
    invite: "초대 링크 만들기",
    make: "만들기",
    role: "역할",
    roles: {
      viewer: "보기: 볼 수만 있습니다",
      operator: "운영: 시험 발송, 한도 풀기, 계정 정지",
      admin: "관리자: 모두",
    },
    name: "이름",
    passkeys: "패스키",
    used: "마지막 사용",
    you: "나",
    suspended: "정지",
    relink: "새 패스키 링크",
    remove: "내보내기",
    removeText: "콘솔에서 바로 나갑니다. 계정은 그대로입니다.",
    link: "링크",
  },
  en: {
    title: "Administrators",
    lead: "They enter with a passkey. A link is good once, for 15 minutes.",
    invite: "Make an invitation link",
    make: "Make it",
    role: "Role",
    roles: {
      viewer: "Viewer: may look",
      operator: "Operator: sends tests, lifts limits, suspends",
      admin: "Admin: everything",
    },
    name: "Name",
    passkeys: "Passkeys",
    used: "Used last",
    you: "You",
    suspended: "Suspended",
    relink: "Link for a new passkey",
    remove: "Remove",
    removeText: "They are out of the console at once. Their account stays.",
    link: "Link",
  },
};

type Admin = Schema<"Admin">;

export function Admins() {
  const t = useWords(words);
  const { language } = useLanguage();
  const { user: me } = useSession();
  const api = useApi();
  const may = useMay();
  const [isInviting, setInviting] = useState(false);
  const [removed, setRemoved] = useState<Admin>();
  const [link, setLink] = useState<string>();
  const stale = [["admins"]] as const;
  const admins = useQuery({ queryKey: ["admins"], queryFn: () => api.get("/api/admins") });
  const setRole = useAction(
    ({ user, role }: { user: string; role: Role }) => api.put("/api/admins/{user}", { path: { user }, body: { role } }),
    { stale },
  );
  const relink = useAction((user: string) => api.post("/api/admin-links", { body: { user } }), {
    stale,
    onSuccess: ({ url }) => setLink(url),
  });
  const remove = useAction(({ user }: Admin) => api.delete("/api/admins/{user}", { path: { user } }), { stale });
  const failure = setRole.error ?? relink.error;
  return (
    <Section
      title={t.title}
      lead={t.lead}
      actions={
        may("admin") && (
          <Button isSmall icon="plus" onClick={() => setInviting(true)}>
            {t.invite}
          </Button>
        )
      }
    >
      {failure && <Failure error={failure} />}
      <Loaded query={admins}>
        {({ admins: rows }) => (
          <Table
            label={t.title}
            rows={rows}
            keyOf={({ user }) => user}
            columns={[
              {
                head: t.name,
                cell: ({ user, name, suspended }) => (
                  <span className="row">
                    <a className="link" href={`/console/users/${user}`}>
                      {name ?? shortId(user)}
                    </a>
                    {user === me.sid && <Badge>{t.you}</Badge>}
                    {suspended && <Badge tone="bad">{t.suspended}</Badge>}
                  </span>
                ),
              },
              {
                head: t.role,
                cell: ({ user, role, name }) => (
                  <Select
                    size="xs"
                    aria-label={`${t.role}: ${name ?? user}`}
                    value={role}
                    data={Object.entries(t.roles).map(([value, label]) => ({ value, label }))}
                    onChange={(value) => value && setRole.mutate({ user, role: value as Role })}
                    allowDeselect={false}
                    disabled={!may("admin")}
                  />
                ),
              },
              { head: t.passkeys, cell: ({ passkeys }) => passkeys, isNumber: true },
              { head: t.used, cell: ({ usedAt }) => <span className="num">{writeTime(usedAt, language)}</span> },
              {
                head: "",
                cell: (admin) =>
                  may("admin") && (
                    <span className="row end">
                      <Button isSmall onClick={() => relink.mutate(admin.user)}>
                        {t.relink}
                      </Button>
                      <Button isSmall tone="bad" onClick={() => setRemoved(admin)}>
                        {t.remove}
                      </Button>
                    </span>
                  ),
              },
            ]}
          />
        )}
      </Loaded>
      {isInviting && <Invite onClose={() => setInviting(false)} onMade={setLink} />}
      {removed && (
        <Confirm
          title={`${removed.name ?? shortId(removed.user)}: ${t.remove}?`}
          verb={t.remove}
          onConfirm={() => remove.mutateAsync(removed)}
          onClose={() => setRemoved(undefined)}
        >
          <p>{t.removeText}</p>
        </Confirm>
      )}
      {link && <ShownOnce title={t.link} secrets={[[t.link, link]]} onClose={() => setLink(undefined)} />}
    </Section>
  );
}

function Invite({ onClose, onMade }: { onClose: () => void; onMade: (url: string) => void }) {
  const t = useWords(words);
  const api = useApi();
  const [role, setRole] = useState<Role>("operator");
  const make = useAction(() => api.post("/api/admin-links", { body: { role } }), {
    stale: [],
    onSuccess({ url }) {
      onClose();
      onMade(url);
    },
  });
  return (
    <FormDialog
      title={t.invite}
      verb={t.make}
      isBusy={make.isPending}
      error={make.error}
      onSubmit={() => make.mutate(undefined)}
      onClose={onClose}
    >
      <Select
        label={t.role}
        value={role}
        data={Object.entries(t.roles).map(([value, label]) => ({ value, label }))}
        onChange={(value) => value && setRole(value as Role)}
        allowDeselect={false}
      />
    </FormDialog>
  );
}
