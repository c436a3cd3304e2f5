/** @module One verification, opened: what happened to it, in order, and its messages. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useAction } from "../../kit/action.js";
import type { Schema } from "../../kit/api.js";
import { Button, ButtonLink } from "../../kit/button.js";
import { Confirm } from "../../kit/confirm.js";
import { Drawer } from "../../kit/drawer.js";
import { useLanguage, useWords } from "../../kit/language.js";
import { useConnectorName, useCountryName, useServiceName } from "../../kit/names.js";
import { Badge, Facts, Loaded, Note } from "../../kit/page.js";
import { useApi, useMay } from "../../kit/session.js";
import { displayMasked, writeClock, writeSeconds, writeTime } from "../../kit/time.js";
import { Result } from "./result.js";
import { sumPrices } from "./sum-prices.js";
import { verificationWords } from "./words.js";

type Found = Schema<"VerificationDetails">;
type Entry = Found["timeline"][number];

const isBad = ({ event }: Entry) => ["refused", "failed", "locked"].includes(event);
const isDoubtful = ({ event }: Entry) => ["try_failed", "wrong_code"].includes(event);
const isQuiet = ({ event }: Entry) => ["expired", "canceled", "next_try"].includes(event);
const toneOf = (entry: Entry) => (isBad(entry) ? "bad" : isDoubtful(entry) ? "warn" : isQuiet(entry) ? "rest" : "ok");

export function Details({ sid, number, onClose }: { sid: string; number: string | undefined; onClose: () => void }) {
  const t = useWords(verificationWords);
  const api = useApi();
  const found = useQuery({
    queryKey: ["verifications", "one", sid],
    queryFn: () => api.get("/api/verifications/{sid}", { path: { sid } }),
  });
  return (
    <Drawer onClose={onClose} title={found.data?.to ? displayMasked(found.data.to) : t.title}>
      <Loaded query={found}>{(record) => <Body record={record} number={number} />}</Loaded>
    </Drawer>
  );
}

function Body({ record, number }: { record: Found; number: string | undefined }) {
  const t = useWords(verificationWords);
  const { language } = useLanguage();
  const serviceName = useServiceName();
  const countryName = useCountryName();
  const { purpose, serviceSid, status, expiresAt, checks, sends, country, timeline, messages, isTest } = record;
  const left = status === "pending" ? Math.max(0, (Date.parse(expiresAt) - Date.now()) / 1000) : undefined;
  const api = useApi();
  const may = useMay();
  const [isEnding, setEnding] = useState(false);
  const end = useAction(() => api.post("/api/verifications/{sid}/cancel", { path: { sid: record.id } }), {
    stale: [["verifications"], ["why"], ["insight"]],
  });
  return (
    <div className="stack">
      <div className="row wrap">
        <Result record={record} />
        <span className="small quiet">
          {t.purposes[purpose] ?? purpose} · {serviceName(serviceSid)}
        </span>
      </div>
      <p className="mono quiet">{record.id}</p>
      {isTest && <Note>{t.test}</Note>}
      <h3>
        {t.timeline} <span className="quiet num">{writeTime(record.createdAt, language)}</span>
      </h3>
      <ol>
        {timeline.map((entry, index) => (
          // What happened does not change places.
          // biome-ignore lint/suspicious/noArrayIndexKey: two entries may be equal
          <li key={index} className={`step ${toneOf(entry)}`}>
            <time className="num">{entry.at === null ? "" : writeClock(entry.at, language)}</time>
            <div>
              <b>{t.events[entry.event]}</b>
              <What entry={entry} />
            </div>
          </li>
        ))}
      </ol>
      <Facts
        facts={[
          ...(left === undefined ? [] : [[t.left, writeSeconds(left, language)] as const]),
          [t.checks, `${checks} / 5`],
          [t.sends, `${sends} / 5`],
          [t.country, countryName(country)],
          ...(messages.some(({ channel }) => channel === "sms")
            ? [[t.price, <Cost key="cost" messages={messages} />] as const]
            : []),
        ]}
      />
      {messages.length > 0 && (
        <>
          <h3>{t.messages}</h3>
          <ul className="stack">
            {messages.map((message) => (
              <li key={message.id}>
                <Message message={message} />
              </li>
            ))}
          </ul>
        </>
      )}
      <div className="row wrap">
        {number !== undefined && (
          <ButtonLink isSmall icon="person" href={`~/console/users?${new URLSearchParams({ find: number })}`}>
            {t.user}
          </ButtonLink>
        )}
        {status === "pending" && may("operator") && (
          <Button isSmall tone="bad" onClick={() => setEnding(true)}>
            {t.end}
          </Button>
        )}
      </div>
      {isEnding && (
        <Confirm
          title={t.end}
          verb={t.end}
          onConfirm={() => end.mutateAsync(undefined)}
          onClose={() => setEnding(false)}
        >
          <p>{t.endText}</p>
        </Confirm>
      )}
    </div>
  );
}

/** What vendors told, by currency; of texts without a price how they are charged. Nothing is guessed. */
function Cost({ messages }: { messages: Found["messages"] }) {
  const t = useWords(verificationWords);
  const taken = messages.filter(({ channel, sentAt }) => channel === "sms" && sentAt !== null);
  const sums = sumPrices(taken.flatMap(({ price }) => (price ? [price] : [])));
  const untold = taken.filter(({ price }) => price === null);
  const byClass = new Map<string, number>();
  for (const { priceClass } of untold) byClass.set(priceClass ?? "", (byClass.get(priceClass ?? "") ?? 0) + 1);
  const texts = [...byClass].map(([name, n]) => [t.classes[name], t.parts(n)].filter(Boolean).join(" "));
  if (taken.length === 0) return "–";
  return (
    <>
      {[...sums.map(({ amount, currency }) => `${amount} ${currency}`), ...texts].join(" · ")}
      {untold.length > 0 && <span className="quiet"> ({t.priceUntold})</span>}
    </>
  );
}

function What({ entry: { channel, connector, carrier, times, sentence, class: failure, code } }: { entry: Entry }) {
  const t = useWords(verificationWords);
  const { language } = useLanguage();
  const connectorName = useConnectorName();
  const parts = [
    channel && (t.channels[channel] ?? channel),
    connector && connectorName(connector),
    carrier && (t.carriers[carrier] ?? carrier),
    times && t.times(times),
    sentence?.[language],
  ].filter(Boolean);
  return (
    <>
      {parts.length > 0 && <p className="small soft">{parts.join(" · ")}</p>}
      {(failure || code) && <p className="mono quiet">{[failure, code].filter(Boolean).join(" ")}</p>}
    </>
  );
}

const messageTones = { delivered: "ok", sent: "ok", failed: "bad", queued: "rest", sending: "rest" } as const;

function Message({ message }: { message: Found["messages"][number] }) {
  const t = useWords(verificationWords);
  const { language } = useLanguage();
  const connectorName = useConnectorName();
  const { id, status, connector, vendorMessageId, parts, failure, carrier, priceClass } = message;
  return (
    <div className="sunken plainwrap">
      <div className="row wrap">
        <Badge tone={messageTones[status]}>{t.messageStatuses[status]}</Badge>
        <span className="small">{connectorName(connector)}</span>
        {carrier !== null && <span className="small">{t.carriers[carrier] ?? carrier}</span>}
        {priceClass !== null && <span className="small quiet">{t.classes[priceClass]}</span>}
        {parts !== null && <span className="small quiet">{t.parts(parts)}</span>}
      </div>
      <p className="mono quiet">{id}</p>
      {vendorMessageId && (
        <p className="small quiet">
          {t.vendorId} <span className="mono">{vendorMessageId}</span>
        </p>
      )}
      {failure?.sentence && <p className="small">{failure.sentence[language]}</p>}
      {failure?.remedy && <p className="small soft">{failure.remedy[language]}</p>}
    </div>
  );
}
