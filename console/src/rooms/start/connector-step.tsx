/** @module Who sends the texts: in development nobody, they stay here; in production a vendor that one has a contract with. */
import { useQuery } from "@tanstack/react-query";
import { Button, ButtonLink } from "../../kit/button.js";
import { useLanguage, useWords } from "../../kit/language.js";
import { Badge, Loaded, Note } from "../../kit/page.js";
import { useHasRoom } from "../../kit/places.js";
import { useApi, useSession } from "../../kit/session.js";
import type { StepProps } from "./start.js";

const words = {
  ko: {
    title: "문자는 누가 보낼까요?",
    lead: "계약한 업체를 연결하면 그곳으로 나갑니다.",
    development: "개발용 서버라 업체 없이도 됩니다. 문자는 개발용 수신함에 남습니다.",
    inbox: "수신함 열기",
    none: "켜 둔 업체가 없습니다. 인증번호가 나가지 않습니다.",
    connect: "업체 연결하기",
    byApi: "업체는 관리 API로 연결합니다.",
    reference: "API 문서",
    active: "사용 중",
    next: "계속",
  },
  en: {
    title: "Who sends the texts?",
    lead: "Connect the vendor you have a contract with.",
    development: "This is a development server: it needs no vendor. Texts stay in its inbox.",
    inbox: "Open the inbox",
    none: "No vendor is in use. No code can be sent.",
    connect: "Connect a vendor",
    byApi: "Vendors are connected by the management API.",
    reference: "API reference",
    active: "In use",
    next: "Continue",
  },
};

const ROOM = "/connectors";

export function ConnectorStep({ onDone }: StepProps) {
  const t = useWords(words);
  const { language } = useLanguage();
  const { deployment } = useSession();
  const api = useApi();
  const hasRoom = useHasRoom(ROOM);
  const isDevelopment = deployment.environment === "development";
  const connectors = useQuery({
    queryKey: ["connectors", "sms-in-use"],
    queryFn: async () => {
      const [all, factories] = await Promise.all([api.get("/api/connectors"), api.get("/api/connector-factories")]);
      return all
        .filter(({ type, status }) => type === "Sms" && status === "active")
        .map(({ id, connectorId }) => ({
          id,
          name: factories.find((factory) => factory.id === connectorId)?.name[language] ?? connectorId,
        }));
    },
  });
  return (
    <section className="stack">
      <h2 className="big">{t.title}</h2>
      <p className="soft">{t.lead}</p>
      <Loaded query={connectors}>
        {(active) => (
          <>
            {active.length > 0 ? (
              <ul className="card lines">
                {active.map(({ id, name }) => (
                  <li key={id}>
                    <span className="grow">{name}</span>
                    <Badge tone="ok">{t.active}</Badge>
                  </li>
                ))}
              </ul>
            ) : isDevelopment ? (
              <Note tone="ok">
                <p>{t.development}</p>
                <p className="top8">
                  <a className="btn sm" href="/dev/inbox" target="_blank" rel="noreferrer">
                    {t.inbox}
                  </a>
                </p>
              </Note>
            ) : (
              <Note tone="warn">{t.none}</Note>
            )}
            <div className="row wrap end">
              {hasRoom ? (
                <ButtonLink href={`~/console${ROOM}`}>{t.connect}</ButtonLink>
              ) : (
                <p className="small soft grow">
                  {t.byApi}{" "}
                  <a className="link" href="/docs" target="_blank" rel="noreferrer">
                    {t.reference}
                  </a>
                </p>
              )}
              <Button tone="go" disabled={active.length === 0 && !isDevelopment} onClick={onDone}>
                {t.next}
              </Button>
            </div>
          </>
        )}
      </Loaded>
    </section>
  );
}
