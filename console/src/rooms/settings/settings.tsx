/** @module Settings of the deployment: its services, who may enter the console, the keys that sign tokens. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useAction } from "../../kit/action.js";
import { Button } from "../../kit/button.js";
import { Confirm } from "../../kit/confirm.js";
import { Copyable } from "../../kit/copy.js";
import { useLanguage, useWords } from "../../kit/language.js";
import { Badge, Card, Facts, Loaded, Page, Section } from "../../kit/page.js";
import { useApi, useMay, useSession } from "../../kit/session.js";
import { Table } from "../../kit/table.js";
import { writeTime } from "../../kit/time.js";
import { Admins } from "./admins.js";
import { Services } from "./services.js";

const words = {
  ko: {
    title: "설정",
    lead: "이 서버와, 콘솔에 들어오는 사람들입니다.",
    server: "서버",
    origin: "주소",
    environment: "환경",
    environments: { production: "운영", development: "개발" },
    version: "버전",
    reference: "API 문서",
    signing: "토큰 서명 키",
    signingText: "공개 키는 아래 주소에 있습니다. 새 키는 먼저 알린 뒤에 서명합니다.",
    algorithm: "방식",
    state: "상태",
    states: { waiting: "알리는 중", signing: "서명 중", published: "검증에만", lost: "열 수 없음", retired: "거둠" },
    from: "서명 시작",
    rotate: "새 키 만들기",
    rotateText: "지금 키로 서명한 토큰도 끝날 때까지 통합니다.",
  },
  en: {
    title: "Settings",
    lead: "This server, and who enters the console.",
    server: "Server",
    origin: "Address",
    environment: "Environment",
    environments: { production: "Production", development: "Development" },
    version: "Version",
    reference: "API reference",
    signing: "Keys that sign tokens",
    signingText: "Public keys are at this address. A new key is published before it signs.",
    algorithm: "Algorithm",
    state: "State",
    states: {
      waiting: "Waiting",
      signing: "Signing",
      published: "Verifies only",
      lost: "Cannot be opened",
      retired: "Retired",
    },
    from: "Signs from",
    rotate: "Make a new key",
    rotateText: "Tokens that the keys of now have signed stay good until they end.",
  },
};

export default function Settings() {
  const t = useWords(words);
  const { deployment } = useSession();
  const { origin, environment, version } = deployment;
  return (
    <Page title={t.title} lead={t.lead}>
      <Section title={t.server}>
        <Card>
          <Facts
            facts={[
              [
                t.origin,
                <span key="origin" className="mono">
                  {origin}
                </span>,
              ],
              [t.environment, t.environments[environment]],
              [t.version, version],
              [
                t.reference,
                <a key="docs" className="link" href="/docs" target="_blank" rel="noreferrer">
                  /docs
                </a>,
              ],
            ]}
          />
        </Card>
      </Section>
      <Services />
      <Admins />
      <SigningKeys />
    </Page>
  );
}

function SigningKeys() {
  const t = useWords(words);
  const { language } = useLanguage();
  const { deployment } = useSession();
  const api = useApi();
  const may = useMay();
  const [isAsking, setAsking] = useState(false);
  const keys = useQuery({ queryKey: ["signing-keys"], queryFn: () => api.get("/api/signing-keys") });
  const rotate = useAction(() => api.post("/api/signing-keys", { body: {} }), { stale: [["signing-keys"]] });
  return (
    <Section
      title={t.signing}
      lead={t.signingText}
      actions={
        may("admin") && (
          <Button isSmall onClick={() => setAsking(true)}>
            {t.rotate}
          </Button>
        )
      }
    >
      <div className="stack">
        <Copyable text={`${deployment.origin}/.well-known/jwks.json`} label="JWKS" />
        <Loaded query={keys}>
          {({ keys: rows }) => (
            <Table
              label={t.signing}
              rows={rows}
              keyOf={({ kid }) => kid}
              columns={[
                { head: "kid", cell: ({ kid }) => <span className="mono">{kid}</span> },
                { head: t.algorithm, cell: ({ algorithm }) => algorithm },
                {
                  head: t.state,
                  cell: ({ state }) => (
                    <Badge tone={state === "signing" ? "ok" : state === "lost" ? "bad" : "rest"}>
                      {t.states[state]}
                    </Badge>
                  ),
                },
                {
                  head: t.from,
                  cell: ({ signsFrom }) => <span className="num">{writeTime(signsFrom, language)}</span>,
                },
              ]}
            />
          )}
        </Loaded>
      </div>
      {isAsking && (
        <Confirm
          title={`${t.rotate}?`}
          verb={t.rotate}
          onConfirm={() => rotate.mutateAsync(undefined)}
          onClose={() => setAsking(false)}
        >
          <p>{t.rotateText}</p>
        </Confirm>
      )}
    </Section>
  );
}
