/** @module The alarms of a service: whether each holds anybody up or only observes, where it is up, and what the week was like. */
import { NumberInput, SegmentedControl, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useAction } from "../../kit/action.js";
import type { Schema } from "../../kit/api.js";
import { Button } from "../../kit/button.js";
import { FormDialog } from "../../kit/dialog.js";
import { useLanguage, useWords } from "../../kit/language.js";
import { useCountryName } from "../../kit/names.js";
import { Badge, Card, Failure, Loaded, Section } from "../../kit/page.js";
import { useApi, useMay } from "../../kit/session.js";
import { writeCount, writeTime } from "../../kit/time.js";
import { type AlarmName, limitWords } from "./words.js";

type Limits = Schema<"Limits">;
type Alarm = Schema<"Alarms">["alarms"][number];
type Mode = Alarm["mode"];

export function Alarms({ sid }: { sid: string }) {
  const t = useWords(limitWords);
  const api = useApi();
  const path = { sid };
  const alarms = useQuery({
    queryKey: ["alarms", sid],
    queryFn: () => api.get("/api/services/{sid}/alarms", { path }),
  });
  const limits = useQuery({
    queryKey: ["limits", sid],
    queryFn: () => api.get("/api/services/{sid}/limits", { path }),
  });
  return (
    <Section title={t.alarms} lead={t.alarmsLead}>
      <Loaded query={alarms}>
        {(found) => (
          <Loaded query={limits}>
            {(held) => (
              <div className="g2">
                {found.alarms.map((alarm) => (
                  <AlarmCard key={alarm.name} sid={sid} alarm={alarm} limits={held} />
                ))}
              </div>
            )}
          </Loaded>
        )}
      </Loaded>
    </Section>
  );
}

function AlarmCard({ sid, alarm, limits }: { sid: string; alarm: Alarm; limits: Limits }) {
  const t = useWords(limitWords);
  const { language } = useLanguage();
  const api = useApi();
  const may = useMay();
  const countryName = useCountryName();
  const [isOpen, setOpen] = useState(false);
  const { name, mode, up, week } = alarm;
  const stale = [
    ["alarms", sid],
    ["limits", sid],
  ] as const;
  const change = useAction(
    (to: Mode) =>
      api.patch("/api/services/{sid}/limits", {
        path: { sid },
        body: { [name]: { ...limits.limits[name], mode: to } },
      }),
    { stale },
  );
  const lift = useAction(
    (query: { country?: string }) => api.delete("/api/services/{sid}/alarms", { path: { sid }, query }),
    { stale },
  );
  const count = (n: number) => writeCount(n, language);
  const { name: title, hint } = t.alarmTexts[name];
  const error = change.error ?? lift.error;
  return (
    <Card>
      <div className="stack">
        <div className="row wrap between">
          <span className="row">
            <h3>{title}</h3>
            <Badge tone={up.length === 0 ? "rest" : mode === "enforce" ? "bad" : "warn"}>
              {up.length === 0 ? t.down : t.up}
            </Badge>
            {limits.changed.includes(name) && <Badge tone="warn">{t.changed}</Badge>}
          </span>
          {may("admin") ? (
            <SegmentedControl
              size="xs"
              aria-label={`${t.mode}: ${title}`}
              value={mode}
              disabled={change.isPending}
              onChange={(to) => change.mutate(to as Mode)}
              data={(["enforce", "observe"] as const).map((value) => ({ value, label: t[value] }))}
            />
          ) : (
            <Badge>{t[mode]}</Badge>
          )}
        </div>
        <p className="small soft">{hint}</p>
        {up.length > 0 && (
          <ul className="stack">
            {up.map(({ scope, country, action, count: many, until }) => (
              <li key={`${scope} ${country} ${action}`} className="row wrap small">
                <Badge tone={mode === "enforce" ? "bad" : "warn"}>{action === "block" ? t.blocks : t.asks}</Badge>
                <span>
                  {t.scopes[scope] ?? scope}
                  {country && ` · ${countryName(country)}`}
                  {many > 1 && ` · ${count(many)}`}
                </span>
                <span className="quiet num">
                  {writeTime(until, language)} {language === "ko" && t.until}
                </span>
                {may("operator") && (scope === "service" || (scope === "country" && country)) && (
                  <Button
                    isSmall
                    isBusy={lift.isPending}
                    onClick={() => lift.mutate(country ? { country } : {})}
                    aria-label={`${t.lift}: ${title}`}
                  >
                    {t.lift}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        )}
        {error && <Failure error={error} />}
        <p className="small">
          <b>{t.week}</b> {week.raised === 0 ? t.neverRaised : t.raised(count(week.raised))}
          {week.raised > 0 && mode === "enforce" && ` ${t.did(count(week.refused), count(week.challenged))}`}
          {week.wouldRefuse + week.wouldChallenge > 0 &&
            ` ${t.would(count(week.wouldRefuse), count(week.wouldChallenge))}`}
          {week.passedKnown > 0 && ` ${t.known(count(week.passedKnown))}`}
        </p>
        <Days alarm={alarm} />
        {may("admin") && (
          <div className="row">
            <Button isSmall onClick={() => setOpen(true)} aria-label={`${t.change}: ${title}`}>
              {t.change}
            </Button>
          </div>
        )}
      </div>
      {isOpen && <Form sid={sid} name={name} limits={limits} onClose={() => setOpen(false)} />}
    </Card>
  );
}

/** A bar for each day, the oldest first: what it refused or would have. */
function Days({ alarm: { days } }: { alarm: Alarm }) {
  const t = useWords(limitWords);
  const { language } = useLanguage();
  const sumOf = (day: Alarm["days"][number]) => day.refused + day.challenged + day.wouldRefuse + day.wouldChallenge;
  const most = Math.max(...days.map(sumOf));
  if (most === 0) return null;
  return (
    <ol className="days" aria-label={t.days}>
      {days.toReversed().map((day) => (
        <li key={day.day} className="day">
          <span className="num">{writeCount(sumOf(day), language)}</span>
          <i style={{ height: `${Math.round((40 * sumOf(day)) / most)}px` }} />
          <span className="quiet num">{day.day.slice(5).replace("-", ".")}</span>
        </li>
      ))}
    </ol>
  );
}

function Form({ sid, name, limits, onClose }: { sid: string; name: AlarmName; limits: Limits; onClose: () => void }) {
  const t = useWords(limitWords);
  const api = useApi();
  const usual = limits.defaults[name] as Record<string, string | number>;
  const [values, setValues] = useState(limits.limits[name] as Record<string, string | number>);
  const stale = [
    ["limits", sid],
    ["alarms", sid],
  ] as const;
  const write = (limit: unknown) =>
    api.patch("/api/services/{sid}/limits", { path: { sid }, body: { [name]: limit } as never });
  const save = useAction(write, { stale, onSuccess: onClose });
  const labels: Record<string, string> = { figure: t.figure, distance: t.distance, sends: t.sends, checks: t.checks };
  const set = (part: string) => (value: string | number) => setValues((before) => ({ ...before, [part]: value }));
  return (
    <FormDialog
      title={`${t.alarmTexts[name].name}: ${t.change}`}
      verb={t.save}
      isBusy={save.isPending}
      error={save.error}
      onSubmit={() => save.mutate(values)}
      onClose={onClose}
    >
      <p className="soft">{t.alarmTexts[name].hint}</p>
      {Object.entries(values)
        .filter(([part]) => part !== "mode")
        .map(([part, value]) => {
          const shared = { label: labels[part] ?? t.share, description: `${t.usual} ${usual[part]}` };
          return typeof usual[part] === "string" ? (
            <TextInput
              key={part}
              {...shared}
              value={String(value)}
              onChange={(event) => set(part)(event.currentTarget.value)}
            />
          ) : (
            <NumberInput
              key={part}
              {...shared}
              value={value}
              min={0}
              step={part === "share" ? 0.05 : 1}
              onChange={set(part)}
            />
          );
        })}
      {limits.changed.includes(name) && (
        <div className="row">
          <Button isSmall onClick={() => save.mutate(null)}>
            {t.reset}
          </Button>
        </div>
      )}
    </FormDialog>
  );
}
