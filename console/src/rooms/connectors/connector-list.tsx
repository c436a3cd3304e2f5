/** @module What sends and what signs people in: what is in use with its figures, the others as cards. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { ButtonLink } from "../../kit/button.js";
import { CopyButton } from "../../kit/copy.js";
import { Icon } from "../../kit/icons.js";
import { useLanguage, useWords } from "../../kit/language.js";
import { Badge, Empty, Loaded, Note, Page, Section } from "../../kit/page.js";
import { useApi, useMay, useSession } from "../../kit/session.js";
import { writeDay } from "../../kit/time.js";
import { VendorTile } from "./brand.js";
import { type Health, HealthFigures, LastFailure, useHealth } from "./health-figures.js";
import type { Connector, Factory } from "./schema.js";
import { OwnAddresses } from "./senders.js";
import { connectorWords, statusOf, statusTone } from "./words.js";

const words = {
  ko: {
    one: "한 번에 하나만 씁니다. 바꿔도 보내던 문자는 끊기지 않습니다.",
    shared: "등록할 주소는 하나입니다.",
    noSms: "아직 문자를 보낼 곳이 없습니다",
    noSmsText: "문자 업체를 하나 연결하면 인증번호가 나갑니다.",
    noSmsDev: "지금은 개발용 수신함(/dev/inbox)에 쌓입니다. 문자 업체를 연결하면 휴대전화로 나갑니다.",
    connectSms: "문자 업체 연결",
    noEmail: "메일을 보낼 곳이 없습니다. 나중에 해도 됩니다.",
    connectEmail: "메일 연결",
    noSocial: "다른 계정으로 로그인하는 버튼이 없습니다. 나중에 해도 됩니다.",
    connectSocial: "계정 연결",
    since: (day: string, version: number) => `${day}부터 · ${version}번째 설정`,
    draftText: "시험 발송이 접수되면 켤 수 있습니다.",
    readyText: "시험 발송을 마쳤습니다.",
    retiredText: "앞서 쓰던 곳입니다.",
    standbyText: "쓰는 곳이 보내지 못하면 대신 보냅니다.",
    look: "보기",
  },
  en: {
    one: "One is in use at a time. A change cuts off nothing that is on its way.",
    shared: "One address to register.",
    noSms: "Nothing sends texts yet",
    noSmsText: "Connect a vendor, and codes go out.",
    noSmsDev: "For now they stay in the development inbox (/dev/inbox). Connect a vendor, and they reach phones.",
    connectSms: "Connect a vendor of texts",
    noEmail: "Nothing sends mails. That can wait.",
    connectEmail: "Connect e-mail",
    noSocial: "There is no button for signing in with another account. That can wait.",
    connectSocial: "Connect an account",
    since: (day: string, version: number) => `since ${day} · settings no. ${version}`,
    draftText: "Once a test message is accepted it can be switched on.",
    readyText: "Its test message was accepted.",
    retiredText: "It was in use before.",
    standbyText: "It sends what the one in use cannot.",
    look: "Open",
  },
};

const types = ["Sms", "Email", "Social"] as const;

export function ConnectorList() {
  const w = useWords(connectorWords);
  const api = useApi();
  const may = useMay();
  const connectors = useQuery({ queryKey: ["connectors"], queryFn: () => api.get("/api/connectors") });
  const factories = useQuery({ queryKey: ["connector-factories"], queryFn: () => api.get("/api/connector-factories") });
  const health = useHealth();
  return (
    <Page
      title={w.title}
      lead={w.lead}
      actions={
        may("admin") && (
          <ButtonLink tone="go" icon="plus" href="/new">
            {w.add}
          </ButtonLink>
        )
      }
    >
      <Loaded query={connectors}>
        {(all) => (
          <Loaded query={factories}>
            {(kinds) =>
              types.map((type) => (
                <OfType
                  key={type}
                  type={type}
                  connectors={all.filter((one) => one.type === type)}
                  kinds={kinds}
                  health={health.data ?? []}
                />
              ))
            }
          </Loaded>
        )}
      </Loaded>
    </Page>
  );
}

interface Known {
  kinds: readonly Factory[];
  health: readonly Health[];
}

function OfType({
  type,
  connectors,
  kinds,
  health,
}: Known & { type: (typeof types)[number]; connectors: readonly Connector[] }) {
  const t = useWords(words);
  const w = useWords(connectorWords);
  const may = useMay();
  const { deployment } = useSession();
  const active = type === "Social" ? undefined : connectors.find(({ status }) => status === "active");
  const others = connectors.filter((one) => one !== active);
  const uris = [...new Set(connectors.map(({ redirectUri }) => redirectUri).filter((one) => one !== null))];
  const [uri] = uris;
  const connect = (label: string) =>
    may("admin") && (
      <ButtonLink tone={type === "Sms" ? "go" : "plain"} isSmall={type !== "Sms"} href={`/new?type=${type}`}>
        {label}
      </ButtonLink>
    );
  return (
    <Section
      title={w.types[type]}
      lead={type === "Sms" && active ? t.one : type === "Social" && uris.length === 1 ? t.shared : undefined}
      actions={
        type === "Social" &&
        uris.length === 1 &&
        uri && (
          <>
            <span className="mono small quiet">{uri}</span>
            <CopyButton text={uri} label={t.shared} />
          </>
        )
      }
    >
      <div className="stack">
        {active && <Active connector={active} kinds={kinds} health={health} />}
        {type === "Sms" && !active && (
          <div className="card">
            <Empty
              icon="send"
              title={t.noSms}
              text={deployment.environment === "development" ? t.noSmsDev : t.noSmsText}
              action={connect(t.connectSms)}
            />
          </div>
        )}
        {type !== "Sms" && connectors.length === 0 && (
          <div className="card pad row wrap between">
            <span className="soft">{type === "Email" ? t.noEmail : t.noSocial}</span>
            {connect(type === "Email" ? t.connectEmail : t.connectSocial)}
          </div>
        )}
        {others.length > 0 && (
          <ul className={type === "Social" ? "g4" : "g2"}>
            {others.map((one) => (
              <li key={one.id}>
                <Other connector={one} kinds={kinds} />
              </li>
            ))}
          </ul>
        )}
      </div>
    </Section>
  );
}

/** A module of a team's own may be gone. */
const kindOf = (kinds: readonly Factory[], { connectorId }: Connector) => kinds.find(({ id }) => id === connectorId);
const nameless = (connector: Connector): Pick<Factory, "type" | "brand" | "name"> => ({
  type: connector.type,
  brand: null,
  name: { ko: connector.connectorId, en: connector.connectorId },
});

function Active({ connector, kinds, health }: Known & { connector: Connector }) {
  const t = useWords(words);
  const w = useWords(connectorWords);
  const { language } = useLanguage();
  const may = useMay();
  const kind = kindOf(kinds, connector);
  const figures = health.find(({ connectorId }) => connectorId === connector.id);
  const shown = kind ?? nameless(connector);
  return (
    <article className="card">
      <div className="pad row wrap">
        <VendorTile kind={shown} />
        <div className="grow">
          <p className="row wrap">
            <Link href={`/${connector.id}`} className="opener">
              {shown.name[language]}
            </Link>
            <Badge tone="ok">{statusOf(w, connector)}</Badge>
            {connector.draft && <Badge tone="warn">{w.waiting}</Badge>}
          </p>
          <p className="small quiet">{t.since(writeDay(connector.updatedAt, language), connector.version)}</p>
        </div>
        {may("operator") && (
          <ButtonLink isSmall icon="send" href={`/${connector.id}/test`}>
            {w.test}
          </ButtonLink>
        )}
        <ButtonLink isSmall href={`/${connector.id}`}>
          {w.settings}
        </ButtonLink>
      </div>
      {connector.problem && (
        <div className="padx">
          <Note tone="bad">
            {w.problem}: {connector.problem}
          </Note>
        </div>
      )}
      {figures && (
        <>
          <HealthFigures id={connector.id} kind={kind} health={figures} />
          <p className="figfoot small row wrap between">
            <OwnAddresses />
            <LastFailure health={figures} />
          </p>
        </>
      )}
    </article>
  );
}

function Other({ connector, kinds }: { connector: Connector; kinds: readonly Factory[] }) {
  const t = useWords(words);
  const w = useWords(connectorWords);
  const { language } = useLanguage();
  const may = useMay();
  const shown = kindOf(kinds, connector) ?? nameless(connector);
  const { status, type } = connector;
  const isSocial = type === "Social";
  const text = {
    draft: t.draftText,
    tested: t.readyText,
    retired: t.retiredText,
    standby: t.standbyText,
    active: "",
  }[status];
  const [href, label] = !may("admin")
    ? [`/${connector.id}`, t.look]
    : status === "draft"
      ? [`/${connector.id}/settings`, w.goOn]
      : status === "tested"
        ? [`/${connector.id}/activate`, w.activate]
        : [`/${connector.id}`, t.look];
  return (
    <article className="card pad row othercard">
      <VendorTile kind={shown} />
      <div className="grow">
        <p className="row wrap">
          <Link href={`/${connector.id}`} className="opener">
            {shown.name[language]}
          </Link>
          <Badge tone={connector.problem ? "bad" : statusTone[status]}>
            {connector.problem ? w.problem : statusOf(w, connector)}
          </Badge>
        </p>
        {isSocial ? (
          connector.lastFailure && (
            <p className="small warnc">{connector.lastFailure.remedy?.[language] ?? connector.lastFailure.reason}</p>
          )
        ) : (
          <p className="small quiet">{text}</p>
        )}
      </div>
      {isSocial ? (
        <Link href={href} aria-label={`${label}: ${shown.name[language]}`}>
          <Icon name="next" />
        </Link>
      ) : (
        <ButtonLink isSmall href={href}>
          {label}
        </ButtonLink>
      )}
    </article>
  );
}
