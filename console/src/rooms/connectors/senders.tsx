/** @module Of one connector that sends: the senders its vendor has registered, asked for by a press, and where its calls come from. */
import { useQuery } from "@tanstack/react-query";
import { useAction } from "../../kit/action.js";
import { Button } from "../../kit/button.js";
import { Copyable } from "../../kit/copy.js";
import { useLanguage, useWords } from "../../kit/language.js";
import { Badge, Card, Failure, Loaded, Note, Section } from "../../kit/page.js";
import { useApi } from "../../kit/session.js";
import type { Factory } from "./schema.js";
import "./trial.css";

const words = {
  ko: {
    senders: "등록된 발신번호",
    sendersLead: "업체에 등록된 발신번호를 물어보고, 지금 설정의 발신번호가 있는지 봅니다.",
    ask: "업체에 물어보기",
    again: "다시 물어보기",
    yes: (sender: string) => `등록되어 있습니다: ${sender}`,
    no: (sender: string) => `등록되어 있지 않습니다: ${sender}`,
    noText:
      "등록되지 않은 번호로는 문자가 나가지 않습니다. 업체 콘솔에서 등록하거나 아래 번호 가운데 하나로 바꿔 주세요.",
    name: (sender: string) => `번호가 아니라 이름으로 보냅니다: ${sender}`,
    none: "등록된 발신번호가 없습니다.",
    list: "업체가 알려 준 번호",
    blocked: "쓸 수 없음",
    own: "우리 주소",
    egress: "요청이 나가는 주소",
    egressLead: "업체가 요청을 받을 IP를 제한하면 이 주소를 등록합니다.",
    where: "등록하는 곳",
    sources: {
      declared: "MUNJIGI_EGRESS_ADDRESSES에 적힌 주소입니다.",
      interfaces: "이 서버가 가진 공인 주소입니다. 앞에 NAT나 프록시가 있으면 다를 수 있습니다.",
      unknown:
        "이 서버는 사설 주소만 가지고 있어 밖에서 보이는 주소를 알 수 없습니다. 네트워크 관리자에게 확인해 MUNJIGI_EGRESS_ADDRESSES에 적으면 여기에 보입니다.",
    },
  },
  en: {
    senders: "Registered senders",
    sendersLead: "Asks the vendor which senders are registered, and whether the one in these settings is.",
    ask: "Ask the vendor",
    again: "Ask again",
    yes: (sender: string) => `Registered: ${sender}`,
    no: (sender: string) => `Not registered: ${sender}`,
    noText:
      "Nothing is sent from a number that is not registered. Register it in the vendor's console, or use one of these.",
    name: (sender: string) => `Messages come from a name, which is not on this list: ${sender}`,
    none: "No sender is registered.",
    list: "What the vendor told",
    blocked: "Cannot be used",
    own: "Our addresses",
    egress: "Where requests come from",
    egressLead: "If the vendor takes requests from listed addresses only, these are the ones to list.",
    where: "Where to list them",
    sources: {
      declared: "As MUNJIGI_EGRESS_ADDRESSES says.",
      interfaces: "This server's public addresses. Behind a NAT or a proxy they may be others.",
      unknown:
        "This server has private addresses only, so it cannot tell which one others see. Ask whoever runs the network, and set MUNJIGI_EGRESS_ADDRESSES to have it shown here.",
    },
  },
};

export function Senders({ id }: { id: string }) {
  const t = useWords(words);
  const api = useApi();
  const ask = useAction(() => api.post("/api/connectors/{id}/senders", { path: { id } }), { stale: [] });
  const { data } = ask;
  return (
    <Section title={t.senders}>
      <Card>
        <div className="stack">
          <p className="soft">{t.sendersLead}</p>
          <div>
            <Button isBusy={ask.isPending} onClick={() => ask.mutate(undefined)}>
              {data ? t.again : t.ask}
            </Button>
          </div>
          <div className="stack" aria-live="polite">
            {ask.error && <Failure error={ask.error} />}
            {data && (
              <>
                {data.isRegistered === true && <Note tone="ok">{t.yes(data.configured)}</Note>}
                {data.isRegistered === null && <Note>{t.name(data.configured)}</Note>}
                {data.isRegistered === false && (
                  <Note tone="bad">
                    <p>
                      <b>{t.no(data.configured)}</b>
                    </p>
                    <p>{t.noText}</p>
                  </Note>
                )}
                {data.senders.length === 0 ? (
                  <p className="soft">{t.none}</p>
                ) : (
                  <ul className="lines tried" aria-label={t.list}>
                    {data.senders.map(({ sender, canSend }) => (
                      <li key={sender}>
                        <span className="grow num">{sender}</span>
                        {!canSend && <Badge tone="bad">{t.blocked}</Badge>}
                      </li>
                    ))}
                  </ul>
                )}
              </>
            )}
          </div>
        </div>
      </Card>
    </Section>
  );
}

const useEgress = () => {
  const api = useApi();
  return useQuery({ queryKey: ["egress"], queryFn: () => api.get("/api/connectors/egress") });
};

/** In a line, where they are known. */
export function OwnAddresses() {
  const t = useWords(words);
  const addresses = useEgress().data?.addresses ?? [];
  if (addresses.length === 0) return null;
  return (
    <span>
      <span className="quiet">{t.own}</span> <span className="mono">{addresses.join(", ")}</span>
    </span>
  );
}

export function Egress({ kind }: { kind: Factory | undefined }) {
  const t = useWords(words);
  const { language } = useLanguage();
  const egress = useEgress();
  return (
    <Section title={t.egress}>
      <Card>
        <div className="stack">
          <p className="soft">{t.egressLead}</p>
          <Loaded query={egress}>
            {({ addresses, source }) => (
              <>
                {addresses.map((address) => (
                  <Copyable key={address} text={address} label={t.egress} />
                ))}
                {source === "unknown" ? (
                  <Note>{t.sources.unknown}</Note>
                ) : (
                  <p className="small quiet">{t.sources[source]}</p>
                )}
              </>
            )}
          </Loaded>
          {kind?.allowList && (
            <p className="small">
              <span className="quiet">{t.where}:</span> {kind.allowList[language]}
            </p>
          )}
        </div>
      </Card>
    </Section>
  );
}
