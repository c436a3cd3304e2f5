/** @module The first step: which vendor. */
import { useQuery } from "@tanstack/react-query";
import { Link, useSearchParams } from "wouter";
import { ButtonLink } from "../../kit/button.js";
import { Icon } from "../../kit/icons.js";
import { useLanguage, useWords } from "../../kit/language.js";
import { Badge, Loaded, Page, Section } from "../../kit/page.js";
import { useApi, useSession } from "../../kit/session.js";
import { VendorTile } from "./brand.js";
import { type Factory, keepsTexts } from "./schema.js";
import { connectorWords } from "./words.js";

const words = {
  ko: {
    title: "업체 고르기",
    lead: "어디로 연결할지 고르면, 준비할 것을 옆에 두고 설정합니다.",
    home: "국내",
    abroad: "해외",
    any: "직접 만든 게이트웨이",
    dev: "개발용",
    abilities: {
      verifier: "코드까지 업체가",
      receipt: "도착 알림",
      status: "도착 조회",
      balance: "잔액",
      senders: "등록된 발신번호",
      native: "앱 SDK",
      revoke: "연결 끊기",
      revokeSubject: "연결 끊기",
      notice: "끊김 알림",
    },
  },
  en: {
    title: "Choose a vendor",
    lead: "Choose where to connect to. What you need from it then stands beside the form.",
    home: "Korea",
    abroad: "Worldwide",
    any: "A gateway of your own",
    dev: "Development",
    abilities: {
      verifier: "makes the code",
      receipt: "reports delivery",
      status: "tells delivery",
      balance: "balance",
      senders: "registered senders",
      native: "SDKs of apps",
      revoke: "ends links",
      revokeSubject: "ends links",
      notice: "tells of ended links",
    },
  },
};

const types = ["Sms", "Email", "Social"] as const;

export function ChooseVendor() {
  const t = useWords(words);
  const w = useWords(connectorWords);
  const api = useApi();
  const { deployment } = useSession();
  const [search] = useSearchParams();
  const wanted = search.get("type");
  const factories = useQuery({ queryKey: ["connector-factories"], queryFn: () => api.get("/api/connector-factories") });
  return (
    <Page
      title={t.title}
      lead={t.lead}
      actions={
        <ButtonLink tone="ghost" href="/">
          {w.back}
        </ButtonLink>
      }
    >
      <Loaded query={factories}>
        {(all) =>
          types
            .filter((type) => !types.some((one) => one === wanted) || type === wanted)
            .map((type) => (
              <Section key={type} title={w.types[type]}>
                <ul className="g3">
                  {sortKinds(all)
                    .filter((kind) => kind.type === type)
                    .filter((kind) => !kind.developmentOnly || deployment.environment === "development")
                    .map((kind) => (
                      <li key={kind.id}>
                        <KindCard kind={kind} />
                      </li>
                    ))}
                </ul>
              </Section>
            ))
        }
      </Loaded>
    </Page>
  );
}

/** Korean vendors first, what is for development last. */
const sortKinds = (kinds: readonly Factory[]) =>
  [...kinds].sort((one, other) => rankOf(one) - rankOf(other) || one.name.en.localeCompare(other.name.en));
const rankOf = (kind: Factory) => {
  if (kind.developmentOnly) return 9;
  if (kind.brand) return ["kakao", "naver", "google", "apple", "other"].indexOf(kind.brand);
  return kind.limits?.charset === "euc-kr" ? 0 : isGateway(kind) ? 2 : 1;
};

/** What takes any charset and a text of ours is nobody's vendor. */
const isGateway = (kind: Factory) => kind.limits?.charset === "utf-8" && !keepsTexts(kind);

function KindCard({ kind }: { kind: Factory }) {
  const t = useWords(words);
  const { language } = useLanguage();
  const charset = kind.type === "Sms" ? kind.limits?.charset : undefined;
  const place = charset === "euc-kr" ? t.home : isGateway(kind) ? t.any : charset ? t.abroad : undefined;
  const abilities = [...new Set(kind.abilities.map((one) => t.abilities[one]))];
  return (
    <Link href={`/new/${kind.id}`} className="kindcard">
      <VendorTile kind={kind} />
      <span className="grow">
        <b>{kind.name[language]}</b> {kind.developmentOnly && <Badge>{t.dev}</Badge>}
        <span className="block small quiet">
          {[kind.developmentOnly ? undefined : place, ...abilities].filter((one) => one !== undefined).join(" · ")}
        </span>
      </span>
      <Icon name="next" />
    </Link>
  );
}
