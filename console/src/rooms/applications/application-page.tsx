/** @module One application: what its library is given, its settings, its secrets. */
import { NumberInput, Select, Switch, TagsInput, Textarea, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation } from "wouter";
import { useAction } from "../../kit/action.js";
import type { Schema } from "../../kit/api.js";
import { Button, ButtonLink } from "../../kit/button.js";
import { Confirm } from "../../kit/confirm.js";
import { Copyable } from "../../kit/copy.js";
import { useLanguage, useWords } from "../../kit/language.js";
import { ShownOnce } from "../../kit/once.js";
import { Badge, Card, Failure, Loaded, Note, Page, Section } from "../../kit/page.js";
import { useApi, useMay, useSession } from "../../kit/session.js";
import { tagOf } from "../../kit/tag.js";
import { writeTime } from "../../kit/time.js";
import { typeWords } from "./words.js";

const words = {
  ko: {
    back: "목록",
    use: "앱에 넣을 값",
    issuer: "issuer",
    settings: "설정",
    name: "이름",
    redirectUris: "돌아올 주소 (redirect_uri)",
    postLogoutRedirectUris: "로그아웃한 뒤 주소",
    allowedOrigins: "토큰을 부를 페이지",
    backchannelLogoutUri: "로그아웃을 알릴 주소",
    homeUrl: "앱의 첫 화면",
    homeHint: "오래 열어 둔 로그인 화면에서 돌아갈 곳입니다.",
    defaultScopes: "기본 scope",
    firstParty: "우리 앱 (동의 화면 없이)",
    requirePkce: "PKCE 없이는 받지 않음",
    mayIntrospect: "다른 앱의 토큰을 조회할 수 있음",
    alg: "id_token 서명",
    grace: "쓴 refresh 토큰을 더 받아 주는 시간(초)",
    save: "저장하기",
    saved: "저장했습니다.",
    secrets: "비밀",
    secret: "client_secret",
    rotate: "새 비밀 만들기",
    rotateText: "지금 비밀은 24시간 동안 함께 쓸 수 있습니다.",
    until: "까지",
    remove: "앱 삭제",
    removeText: "이 앱으로 로그인한 사람들은 다시 로그인해야 합니다. 되돌릴 수 없습니다.",
    demo: "데모의 주소는 서버 주소를 따라갑니다.",
    example: "라이브러리에 넣는 법",
  },
  en: {
    back: "List",
    use: "What the application is given",
    issuer: "issuer",
    settings: "Settings",
    name: "Name",
    redirectUris: "Addresses to return to (redirect_uri)",
    postLogoutRedirectUris: "Addresses after signing out",
    allowedOrigins: "Pages that may call for tokens",
    backchannelLogoutUri: "Address that is told of a sign-out",
    homeUrl: "Home of the application",
    homeHint: "Where a sign-in page that was left open too long leads.",
    defaultScopes: "Default scopes",
    firstParty: "Ours (no consent page)",
    requirePkce: "Refuse requests without PKCE",
    mayIntrospect: "May introspect tokens of others",
    alg: "id_token is signed",
    grace: "Seconds that a used refresh token still works",
    save: "Save",
    saved: "Saved.",
    secrets: "Secrets",
    secret: "client_secret",
    rotate: "Make a new secret",
    rotateText: "The one of now works for another 24 hours.",
    until: "until",
    remove: "Delete application",
    removeText: "People who signed in with it have to sign in again. There is no way back.",
    demo: "The addresses of the demo follow the server's own.",
    example: "How a library takes it",
  },
};

type Application = Schema<"Application">;

export function ApplicationPage({ id }: { id: string }) {
  const api = useApi();
  const application = useQuery({
    queryKey: ["applications", id],
    queryFn: () => api.get("/api/applications/{id}", { path: { id } }),
  });
  return <Loaded query={application}>{(found) => <Body key={found.updatedAt} application={found} />}</Loaded>;
}

const orNull = (text: string | null) => (text === null || text.trim() === "" ? null : text.trim());

function Body({ application }: { application: Application }) {
  const t = useWords(words);
  const types = useWords(typeWords);
  const { language } = useLanguage();
  const { deployment } = useSession();
  const api = useApi();
  const may = useMay();
  const [, go] = useLocation();
  const [draft, setDraft] = useState(application);
  const [shown, setShown] = useState<string>();
  const [asked, setAsked] = useState<"rotate" | "remove">();
  const path = { id: application.clientId };
  const stale = [["applications"]] as const;
  const isMachine = application.type === "machine";
  const canEdit = may("admin");
  const save = useAction(
    () => {
      const { name, redirectUris, postLogoutRedirectUris, allowedOrigins, defaultScopes, firstParty } = draft;
      const { requirePkce, idTokenSigningAlg, refreshGraceSeconds, mayIntrospect } = draft;
      return api.patch("/api/applications/{id}", {
        ...{ path, ifMatch: tagOf(application) },
        body: {
          ...{ name, defaultScopes, firstParty, requirePkce, idTokenSigningAlg, refreshGraceSeconds, mayIntrospect },
          ...(!application.isDemo && !isMachine && { redirectUris, postLogoutRedirectUris }),
          // What follows from the addresses goes on following them.
          ...(allowedOrigins.join() !== application.allowedOrigins.join() && { allowedOrigins }),
          backchannelLogoutUri: orNull(draft.backchannelLogoutUri),
          homeUrl: orNull(draft.homeUrl),
        },
      });
    },
    { stale },
  );
  const set = <Name extends keyof Application>(name: Name, value: Application[Name]) =>
    setDraft((before) => ({ ...before, [name]: value }));
  const isChanged = JSON.stringify(draft) !== JSON.stringify(application);
  const issuer = `${deployment.origin}/oidc`;

  return (
    <Page
      title={application.name}
      badge={<Badge>{types[application.type].name}</Badge>}
      lead={types[application.type].text}
      actions={
        <>
          <ButtonLink href="/">{t.back}</ButtonLink>
          {canEdit && (
            <Button tone="go" isBusy={save.isPending} disabled={!isChanged} onClick={() => save.mutate(undefined)}>
              {t.save}
            </Button>
          )}
        </>
      }
    >
      <div className="stack" aria-live="polite">
        {save.error && <Failure error={save.error} />}
        {save.isSuccess && !isChanged && <Note tone="ok">{t.saved}</Note>}
      </div>
      <Section title={t.use}>
        <div className="g2">
          <Card>
            <p className="small quiet">{t.issuer}</p>
            <Copyable text={issuer} label={t.issuer} />
            <p className="small quiet top8">client_id</p>
            <Copyable text={application.clientId} label="client_id" />
          </Card>
          <Card>
            <p className="small quiet">.well-known</p>
            <Copyable text={`${issuer}/.well-known/openid-configuration`} label="discovery" />
            <p className="small quiet top8">{t.example}</p>
            <p className="small">
              <a
                className="link"
                href="https://openid.net/developers/certified-openid-connect-implementations/"
                target="_blank"
                rel="noreferrer"
              >
                openid-client · Auth.js · Spring Security · Authlib
              </a>
            </p>
          </Card>
        </div>
      </Section>
      <Section title={t.settings} lead={application.isDemo ? t.demo : undefined}>
        <Card>
          <fieldset className="plain stack" disabled={!canEdit}>
            <TextInput label={t.name} value={draft.name} onChange={(event) => set("name", event.currentTarget.value)} />
            {!isMachine && (
              <>
                <TagsInput
                  label={t.redirectUris}
                  value={draft.redirectUris}
                  onChange={(value) => set("redirectUris", value)}
                  disabled={application.isDemo || !canEdit}
                />
                <TagsInput
                  label={t.postLogoutRedirectUris}
                  value={draft.postLogoutRedirectUris}
                  onChange={(value) => set("postLogoutRedirectUris", value)}
                  disabled={application.isDemo || !canEdit}
                />
                {application.type === "spa" && (
                  <TagsInput
                    label={t.allowedOrigins}
                    value={draft.allowedOrigins}
                    onChange={(value) => set("allowedOrigins", value)}
                    disabled={application.isDemo || !canEdit}
                  />
                )}
                <div className="g2">
                  <TextInput
                    label={t.backchannelLogoutUri}
                    value={draft.backchannelLogoutUri ?? ""}
                    onChange={(event) => set("backchannelLogoutUri", event.currentTarget.value)}
                  />
                  <TextInput
                    label={t.homeUrl}
                    description={t.homeHint}
                    value={draft.homeUrl ?? ""}
                    onChange={(event) => set("homeUrl", event.currentTarget.value)}
                  />
                </div>
                <Switch
                  label={t.firstParty}
                  checked={draft.firstParty}
                  onChange={(event) => set("firstParty", event.currentTarget.checked)}
                />
                <Switch
                  label={t.requirePkce}
                  checked={draft.requirePkce}
                  onChange={(event) => set("requirePkce", event.currentTarget.checked)}
                />
              </>
            )}
            <Switch
              label={t.mayIntrospect}
              checked={draft.mayIntrospect}
              onChange={(event) => set("mayIntrospect", event.currentTarget.checked)}
            />
            <Textarea
              label={t.defaultScopes}
              value={draft.defaultScopes}
              onChange={(event) => set("defaultScopes", event.currentTarget.value)}
              autosize
            />
            <div className="g2">
              <Select
                label={t.alg}
                value={draft.idTokenSigningAlg}
                data={["RS256", "ES256"]}
                onChange={(value) => value && set("idTokenSigningAlg", value as "RS256")}
                allowDeselect={false}
              />
              <NumberInput
                label={t.grace}
                value={draft.refreshGraceSeconds}
                min={0}
                max={300}
                onChange={(value) => set("refreshGraceSeconds", Number(value))}
              />
            </div>
          </fieldset>
        </Card>
      </Section>
      {(application.type === "web" || isMachine) && (
        <Section
          title={t.secrets}
          actions={
            canEdit && (
              <Button isSmall onClick={() => setAsked("rotate")}>
                {t.rotate}
              </Button>
            )
          }
        >
          <ul className="card lines">
            {application.secrets.map(({ id, hint, createdAt, expiresAt }) => (
              <li key={id}>
                <span className="mono grow">…{hint}</span>
                <span className="small quiet num">
                  {writeTime(createdAt, language)}
                  {expiresAt && ` · ${writeTime(expiresAt, language)} ${t.until}`}
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {canEdit && (
        <div className="row end top8">
          <Button tone="bad" onClick={() => setAsked("remove")}>
            {t.remove}
          </Button>
        </div>
      )}
      {asked === "rotate" && (
        <Confirm
          title={`${t.rotate}?`}
          verb={t.rotate}
          onConfirm={async () =>
            setShown((await api.post("/api/applications/{id}/rotate-secret", { path, body: {} })).clientSecret)
          }
          onClose={() => setAsked(undefined)}
        >
          <p>{t.rotateText}</p>
        </Confirm>
      )}
      {asked === "remove" && (
        <Confirm
          title={`${t.remove}?`}
          verb={t.remove}
          onConfirm={async () => {
            await api.delete("/api/applications/{id}", { path });
            go("/");
          }}
          onClose={() => setAsked(undefined)}
        >
          <p>{t.removeText}</p>
        </Confirm>
      )}
      {shown && (
        <ShownOnce title={application.name} secrets={[[t.secret, shown]]} onClose={() => setShown(undefined)} />
      )}
    </Page>
  );
}
