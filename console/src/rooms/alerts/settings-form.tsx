/** @module Who is told of alerts, in which language, and from which figures on. */
import { NumberInput, Select, TagsInput, Switch as Toggle } from "@mantine/core";
import { useState } from "react";
import { useAction } from "../../kit/action.js";
import type { Schema } from "../../kit/api.js";
import { FormDialog } from "../../kit/dialog.js";
import { useWords } from "../../kit/language.js";
import { useApi } from "../../kit/session.js";
import { kindWords } from "./words.js";

const words = {
  ko: {
    title: "누구에게, 언제 알릴까요",
    emails: "메일 받을 주소",
    emailsHint: "적고 Enter. 열 곳까지.",
    language: "메일의 말",
    ends: "끝났을 때도 메일 보내기",
    save: "저장하기",
    below: (unit: string) => `이보다 적을 때 (${unit})`,
    minutes: "지켜볼 시간(분)",
    messages: "이보다 적으면 보지 않음(건)",
    share: "실패한 비율(%)",
    drop: "떨어진 비율(%)",
    percents: "알릴 지점(%)",
  },
  en: {
    title: "Who is told, and when",
    emails: "Mailed to",
    emailsHint: "Enter after each. Ten at most.",
    language: "Language of the mails",
    ends: "Mail the end, too",
    save: "Save",
    below: (unit: string) => `Below (${unit})`,
    minutes: "Looked back (minutes)",
    messages: "Fewer say nothing (messages)",
    share: "Share that fails (%)",
    drop: "Drop (%)",
    percents: "Told at (%)",
  },
};

type Settings = Schema<"AlertSettings">;
type Document = Omit<Settings, "warnings">;

export function AlertSettingsForm({
  settings: { warnings: _, ...settings },
  etag,
  onClose,
}: {
  settings: Settings;
  etag: string;
  onClose: () => void;
}) {
  const t = useWords(words);
  const kinds = useWords(kindWords);
  const api = useApi();
  const [draft, setDraft] = useState<Document>(settings);
  const save = useAction(() => api.patch("/api/alerts/settings", { body: draft, ifMatch: etag }), {
    stale: [["alerts", "settings"]],
    onSuccess: onClose,
  });
  const set = <Name extends keyof Document>(name: Name, value: Partial<Document[Name]>) =>
    setDraft((before) => ({ ...before, [name]: { ...(before[name] as object), ...(value as object) } }));
  const toggle = (
    name:
      | "balanceLow"
      | "failureSpike"
      | "conversionDrop"
      | "breakerOpen"
      | "connectorUnusable"
      | "budget"
      | "limitAlarm",
    label: string,
  ) => (
    <Toggle
      label={label}
      checked={draft[name].enabled}
      onChange={(event) => set(name, { enabled: event.currentTarget.checked })}
    />
  );
  const percentOf = (share: number) => Math.round(share * 100);
  return (
    <FormDialog
      title={t.title}
      verb={t.save}
      isBusy={save.isPending}
      error={save.error}
      onSubmit={() => save.mutate(undefined)}
      onClose={onClose}
      isWide
    >
      <TagsInput
        label={t.emails}
        description={t.emailsHint}
        value={draft.emails}
        onChange={(emails) => setDraft({ ...draft, emails })}
      />
      <div className="g2">
        <Select
          label={t.language}
          value={draft.language}
          data={[
            { value: "ko", label: "한국어" },
            { value: "en", label: "English" },
          ]}
          onChange={(value) => value && setDraft({ ...draft, language: value as "ko" | "en" })}
          allowDeselect={false}
        />
        <Toggle
          label={t.ends}
          checked={draft.tellEnds}
          onChange={(event) => setDraft({ ...draft, tellEnds: event.currentTarget.checked })}
        />
      </div>
      {toggle("balanceLow", kinds.balance_low.name)}
      <div className="g4">
        {Object.entries(draft.balanceLow.below).map(([unit, figure]) => (
          <NumberInput
            key={unit}
            label={t.below(unit)}
            value={figure}
            min={0}
            thousandSeparator=","
            onChange={(value) => set("balanceLow", { below: { ...draft.balanceLow.below, [unit]: Number(value) } })}
          />
        ))}
      </div>
      {toggle("failureSpike", kinds.failure_spike.name)}
      <div className="g3">
        <NumberInput
          label={t.minutes}
          value={draft.failureSpike.minutes}
          min={1}
          max={120}
          onChange={(value) => set("failureSpike", { minutes: Number(value) })}
        />
        <NumberInput
          label={t.messages}
          value={draft.failureSpike.messages}
          min={1}
          onChange={(value) => set("failureSpike", { messages: Number(value) })}
        />
        <NumberInput
          label={t.share}
          value={percentOf(draft.failureSpike.share)}
          min={1}
          max={100}
          onChange={(value) => set("failureSpike", { share: Number(value) / 100 })}
        />
      </div>
      {toggle("conversionDrop", kinds.conversion_drop.name)}
      <div className="g3">
        <NumberInput
          label={t.messages}
          value={draft.conversionDrop.sends}
          min={1}
          onChange={(value) => set("conversionDrop", { sends: Number(value) })}
        />
        <NumberInput
          label={t.drop}
          value={percentOf(draft.conversionDrop.drop)}
          min={1}
          max={100}
          onChange={(value) => set("conversionDrop", { drop: Number(value) / 100 })}
        />
      </div>
      {toggle("budget", kinds.budget.name)}
      <TagsInput
        label={t.percents}
        value={draft.budget.percents.map(String)}
        onChange={(percents) => set("budget", { percents: percents.map(Number) })}
      />
      {toggle("breakerOpen", kinds.breaker_open.name)}
      {toggle("connectorUnusable", kinds.connector_unusable.name)}
      {toggle("limitAlarm", kinds.limit_alarm.name)}
    </FormDialog>
  );
}
