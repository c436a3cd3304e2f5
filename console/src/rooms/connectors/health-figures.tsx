/** @module How a connector fared in the last hour: two figures, since a vendor that takes a message has not delivered it. */
import type { AnswerOf } from "@munjigi/client/management";
import { useQuery } from "@tanstack/react-query";
import { useAction } from "../../kit/action.js";
import { Button } from "../../kit/button.js";
import { useLanguage, useWords } from "../../kit/language.js";
import { useApi, useBackgroundApi, useMay } from "../../kit/session.js";
import { writeCount, writeSeconds, writeShare, writeTime } from "../../kit/time.js";
import type { Factory } from "./schema.js";

const words = {
  ko: {
    accepted: "접수",
    delivered: "도착",
    p95: "도착까지 p95",
    balance: "잔액",
    ask: "잔액 조회",
    hour: "지난 1시간",
    of: (whole: string, part: string) => `${whole}건 중 ${part}건`,
    none: "보낸 것이 없습니다",
    untold: "알 수 없음",
    untoldText: "이 업체는 도착을 알려 주지 않습니다",
    from: "받는 사람이 기다린 시간",
    last: "마지막 오류",
    noFailure: "지난 1시간 동안 오류가 없습니다.",
  },
  en: {
    accepted: "Accepted",
    delivered: "Delivered",
    p95: "p95 to delivery",
    balance: "Balance",
    ask: "Ask",
    hour: "Last hour",
    of: (whole: string, part: string) => `${part} of ${whole}`,
    none: "Nothing was sent",
    untold: "Not known",
    untoldText: "This vendor does not tell of delivery",
    from: "What the recipient waited",
    last: "Last failure",
    noFailure: "No failure in the last hour.",
  },
};

export type Health = AnswerOf<"get", "/api/connectors/health">[number];

const EVERY_MS = 20_000;

export function useHealth() {
  const api = useBackgroundApi();
  return useQuery({
    queryKey: ["connector-health"],
    queryFn: () => api.get("/api/connectors/health"),
    refetchInterval: EVERY_MS,
  });
}

export function HealthFigures({ id, kind, health }: { id: string; kind: Factory | undefined; health: Health }) {
  const t = useWords(words);
  const { language } = useLanguage();
  const { tried, accepted, delivered, tellsDelivery, p95Seconds } = health;
  const count = (n: number) => writeCount(n, language);
  return (
    <dl className="healthfigs">
      <Figure
        name={t.accepted}
        value={writeShare(accepted, tried)}
        note={tried === 0 ? t.none : t.of(count(tried), count(accepted))}
      />
      <Figure
        name={t.delivered}
        value={tellsDelivery ? writeShare(delivered, accepted) : t.untold}
        isSmall={!tellsDelivery}
        note={!tellsDelivery ? t.untoldText : accepted === 0 ? t.none : t.of(count(accepted), count(delivered))}
      />
      <Figure name={t.p95} value={writeSeconds(p95Seconds, language)} note={t.from} />
      {kind?.abilities.includes("balance") && <Balance id={id} />}
      <div className="healthfig">
        <dt className="row wrap between">
          {t.hour}
          <span aria-hidden="true">
            <span className="healthdot l1" /> {t.delivered} <span className="healthdot l2" /> {t.accepted}
          </span>
        </dt>
        <dd>
          <Spark health={health} />
        </dd>
      </div>
    </dl>
  );
}

function Figure({
  name,
  value,
  note,
  isSmall = false,
}: {
  name: string;
  value: string;
  note: string;
  isSmall?: boolean;
}) {
  return (
    <div className="healthfig">
      <dt>{name}</dt>
      <dd>
        <span className={isSmall ? "v soft" : "v"}>{value}</span>
        <span className="n">{note}</span>
      </dd>
    </div>
  );
}

/** Vendors throttle, so it is asked for and not looked up while others look at the list. */
function Balance({ id }: { id: string }) {
  const t = useWords(words);
  const api = useApi();
  const may = useMay();
  const ask = useAction(() => api.post("/api/connectors/{id}/balance", { path: { id } }), { stale: [] });
  return (
    <div className="healthfig">
      <dt>{t.balance}</dt>
      <dd>
        {ask.data ? (
          <span className="v">
            {ask.data.amount} <small>{ask.data.unit}</small>
          </span>
        ) : (
          may("operator") && (
            <Button isSmall isBusy={ask.isPending} onClick={() => ask.mutate(undefined)}>
              {t.ask}
            </Button>
          )
        )}
        {ask.error && (
          <span className="n badc" role="alert">
            {ask.error.message}
          </span>
        )}
      </dd>
    </div>
  );
}

const WIDTH = 192;
const HEIGHT = 40;

function Spark({ health: { parts } }: { health: Health }) {
  const t = useWords(words);
  const most = Math.max(1, ...parts.map(({ accepted }) => accepted));
  const line = (read: (part: Health["parts"][number]) => number) =>
    parts
      .map((part, n) => `${(n * WIDTH) / (parts.length - 1)},${HEIGHT - 2 - ((HEIGHT - 4) * read(part)) / most}`)
      .join(" ");
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className="spark" role="img" aria-label={`${t.accepted}, ${t.delivered}`}>
      <polyline className="l2" points={line(({ accepted }) => accepted)} />
      <polyline className="l1" points={line(({ delivered }) => delivered)} />
    </svg>
  );
}

export function LastFailure({ health }: { health: Health }) {
  const t = useWords(words);
  const { language } = useLanguage();
  const { lastFailure } = health;
  if (!lastFailure) return <span className="quiet">{t.noFailure}</span>;
  const { at, sentence, remedy, code } = lastFailure;
  return (
    <span>
      <span className="quiet">
        {t.last} <span className="num">{writeTime(at, language)}</span>
      </span>{" "}
      {sentence[language]} <span className="soft">{remedy[language]}</span> {code && <code>{code}</code>}
    </span>
  );
}
