/** @module Verifications: found by number or identifier, why no text came, and what happened to one. */
import { Select, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useSearchParams } from "wouter";
import type { Schema } from "../../kit/api.js";
import { Icon } from "../../kit/icons.js";
import { useLanguage, useWords } from "../../kit/language.js";
import { useConnectorName, useServiceName, useServices } from "../../kit/names.js";
import { Empty, Page } from "../../kit/page.js";
import { useApi, useMay } from "../../kit/session.js";
import { Pages, Table, usePages } from "../../kit/table.js";
import { displayMasked, writeSeconds, writeTime } from "../../kit/time.js";
import { Details } from "./details.js";
import { Result } from "./result.js";
import { Why } from "./why.js";
import { verificationWords } from "./words.js";

type Record = Schema<"VerificationRecord">;
type Status = Record["status"];

/** What somebody typed: a verification, a whole number or address, or not yet either. */
export function readFind(text: string): { sid?: string; to?: string; isUnclear?: true } {
  const asked = text.trim();
  if (asked === "") return {};
  if (/^VE[0-9a-f]{32}$/i.test(asked)) return { sid: asked };
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(asked)) return { to: asked };
  const digits = asked.replace(/\D/g, "");
  if (/^[+\d][\d\s().-]*$/.test(asked) && digits.length >= 9) return { to: asked };
  return { isUnclear: true };
}

const DAY_MS = 86_400_000;
/** From the start of a minute, so that the list is not another one with each look. */
const daysAgo = (days: string) =>
  new Date(Math.floor((Date.now() - Number(days) * DAY_MS) / 60_000) * 60_000).toISOString();

export default function Verifications() {
  const t = useWords(verificationWords);
  const { language } = useLanguage();
  const api = useApi();
  const may = useMay();
  const services = useServices();
  const serviceName = useServiceName();
  const connectorName = useConnectorName();
  const [query, setQuery] = useSearchParams();
  const set = (changes: { [name: string]: string | null }) =>
    setQuery(
      (before) => {
        const after = new URLSearchParams(before);
        for (const [name, value] of Object.entries(changes))
          if (value) after.set(name, value);
          else after.delete(name);
        return after;
      },
      { replace: true },
    );
  const asked = query.get("find") ?? "";
  const [typed, setTyped] = useState(asked);
  const [seen, setSeen] = useState(asked);
  // The search in the bar leads here too, also while the page is open.
  if (asked !== seen) {
    setSeen(asked);
    if (asked !== typed.trim()) setTyped(asked);
  }
  const [find] = useDebouncedValue(typed, 300);
  const { sid, to, isUnclear } = readFind(find);
  const status = query.get("status") as Status | null;
  const service = query.get("service");
  const days = query.get("days");
  const open = query.get("open") ?? sid;
  const filter = { ...(to && { to }), ...(status && { status }), ...(service && { service }) };
  const records = usePages<Record>(["verifications", filter, days], async (after) => {
    const since = days && days in t.ranges ? { since: daysAgo(days) } : {};
    const { verifications: rows, next } = await api.get("/api/verifications", {
      query: { ...filter, ...since, ...(after && { after }) },
    });
    return { rows, next };
  });
  const table = new URLSearchParams({ ...filter, ...(days && days in t.ranges && { since: daysAgo(days) }) });
  const isAsked = to !== undefined || status !== null || service !== null || days !== null;
  const close = () => {
    set({ open: null, ...(sid && { find: null }) });
    if (sid) setTyped("");
  };
  return (
    <Page
      title={t.title}
      lead={t.lead}
      actions={
        may("operator") && (
          <a className="btn" href={`/api/verifications.csv?${table}`} download>
            <Icon name="down" />
            {t.download}
          </a>
        )
      }
    >
      <div className="stack">
        <div className="row wrap">
          <TextInput
            className="grow finder"
            type="search"
            leftSection={<Icon name="search" />}
            placeholder={t.find}
            aria-label={t.find}
            value={typed}
            onChange={({ currentTarget: { value } }) => {
              setTyped(value);
              set({ find: value.trim(), open: null });
            }}
          />
          <Select
            aria-label={t.range}
            placeholder={t.anyTime}
            clearable
            w={150}
            value={days}
            data={Object.entries(t.ranges).map(([value, label]) => ({ value, label }))}
            onChange={(value) => set({ days: value })}
          />
          <Select
            aria-label={t.status}
            placeholder={t.anyStatus}
            clearable
            w={150}
            value={status}
            data={Object.entries(t.statuses).map(([value, label]) => ({ value, label }))}
            onChange={(value) => set({ status: value })}
          />
          {services.length > 1 && (
            <Select
              aria-label={t.service}
              placeholder={t.anyService}
              clearable
              w={170}
              value={service}
              data={services.map(({ sid: value, name: label }) => ({ value, label }))}
              onChange={(value) => set({ service: value })}
            />
          )}
        </div>
        {isUnclear && <p className="small quiet">{t.notWhole}</p>}
        {to && <Why key={to} to={to} />}
        <Pages
          query={records}
          empty={<Empty icon="list" title={isAsked ? t.noMatch : t.none} text={isAsked ? t.noMatchText : t.noneText} />}
        >
          {(rows) => (
            <Table
              label={t.title}
              rows={rows}
              keyOf={({ id }) => id}
              onOpen={({ id }) => set({ open: id })}
              openKey={open ?? undefined}
              columns={[
                {
                  head: t.time,
                  cell: ({ createdAt }) => <span className="num nowrap">{writeTime(createdAt, language)}</span>,
                },
                {
                  head: t.to,
                  cell: ({ to: masked }) => (
                    <span className="num nowrap">{masked === null ? "–" : displayMasked(masked)}</span>
                  ),
                },
                { head: t.purpose, cell: ({ purpose }) => <b className="nowrap">{t.purposes[purpose] ?? purpose}</b> },
                {
                  head: t.service,
                  cell: ({ serviceSid }) => <span className="nowrap">{serviceName(serviceSid)}</span>,
                },
                {
                  head: t.connector,
                  cell: ({ connector }) => <span className="nowrap">{connectorName(connector)}</span>,
                },
                { head: t.sends, isNumber: true, cell: ({ sends }) => sends },
                { head: t.result, cell: (record) => <Result record={record} /> },
                {
                  head: t.seconds,
                  isNumber: true,
                  cell: ({ secondsToVerify }) => writeSeconds(secondsToVerify, language),
                },
              ]}
            />
          )}
        </Pages>
      </div>
      {open && <Details sid={open} number={to} onClose={close} />}
    </Page>
  );
}
