/** @module One verification, opened: what happened to it, in order, and its messages. */
import { Drawer } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Schema } from "../../kit/api.js";
import { ButtonLink } from "../../kit/button.js";
import { useLanguage, useWords } from "../../kit/language.js";
import { useConnectorName, useCountryName, useServiceName } from "../../kit/names.js";
import { Badge, Facts, Loaded, Note } from "../../kit/page.js";
import { useApi } from "../../kit/session.js";
import { displayMasked, writeClock, writeSeconds, writeTime } from "../../kit/time.js";
import { Result } from "./result.js";
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
    <Drawer opened onClose={onClose} position="right" title={found.data?.to ? displayMasked(found.data.to) : t.title}>
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
  const prices = messages.flatMap(({ price }) => (price ? [`${price.amount} ${price.currency}`] : []));
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
          ...(prices.length === 0 ? [] : [[t.price, prices.join(", ")] as const]),
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
      {number !== undefined && (
        <div className="row">
          <ButtonLink isSmall icon="person" href={`~/console/users?${new URLSearchParams({ find: number })}`}>
            {t.user}
          </ButtonLink>
        </div>
      )}
    </div>
  );
}

function What({ entry: { channel, connector, times, sentence, class: failure, code } }: { entry: Entry }) {
  const t = useWords(verificationWords);
  const { language } = useLanguage();
  const connectorName = useConnectorName();
  const parts = [
    channel && (t.channels[channel] ?? channel),
    connector && connectorName(connector),
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
  const { id, status, connector, vendorMessageId, parts, failure } = message;
  return (
    <div className="sunken plainwrap">
      <div className="row wrap">
        <Badge tone={messageTones[status]}>{t.messageStatuses[status]}</Badge>
        <span className="small">{connectorName(connector)}</span>
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
