/** @module What the kinds of alerts are called, and from which figures on each is raised. */
import type { Schema } from "../../kit/api.js";

type Settings = Schema<"AlertSettings">;
interface KindWords {
  name: string;
  from: (settings: Settings) => string;
  isOn: (settings: Settings) => boolean;
}
type Kinds = Record<Schema<"Alert">["kind"], KindWords>;

const percent = (share: number) => `${Math.round(share * 100)}%`;
const units = (below: Settings["balanceLow"]["below"]) =>
  Object.entries(below)
    .map(([unit, figure]) => `${figure.toLocaleString()} ${unit}`)
    .join(", ");

const isOn = {
  balance_low: (one: Settings) => one.balanceLow.enabled,
  failure_spike: (one: Settings) => one.failureSpike.enabled,
  conversion_drop: (one: Settings) => one.conversionDrop.enabled,
  breaker_open: (one: Settings) => one.breakerOpen.enabled,
  connector_unusable: (one: Settings) => one.connectorUnusable.enabled,
  budget: (one: Settings) => one.budget.enabled,
  limit_alarm: (one: Settings) => one.limitAlarm.enabled,
};

function withSwitches(said: Record<keyof typeof isOn, Omit<KindWords, "isOn">>): Kinds {
  const kinds = Object.keys(isOn) as (keyof typeof isOn)[];
  return Object.fromEntries(kinds.map((kind) => [kind, { ...said[kind], isOn: isOn[kind] }])) as Kinds;
}

export const kindWords = {
  ko: withSwitches({
    balance_low: { name: "잔액 부족", from: ({ balanceLow }) => `남은 잔액이 ${units(balanceLow.below)} 아래일 때` },
    failure_spike: {
      name: "발송 실패",
      from: ({ failureSpike: { minutes, messages, share } }) =>
        `${minutes}분 동안 ${messages}건 이상 가운데 ${percent(share)} 넘게 실패할 때`,
    },
    conversion_drop: {
      name: "완료율 하락",
      from: ({ conversionDrop: { sends, drop } }) =>
        `한 시간 ${sends}건 이상에서 지난 7일 평균보다 ${percent(drop)} 넘게 떨어질 때`,
    },
    breaker_open: { name: "업체 연결 끊김", from: () => "업체가 답하지 않아 잠시 부르지 않을 때" },
    connector_unusable: { name: "쓸 수 없는 연결", from: () => "설정을 읽을 수 없을 때" },
    budget: {
      name: "하루 예산",
      from: ({ budget }) => `${budget.percents.map((one) => `${one}%`).join(", ")}에 이를 때`,
    },
    limit_alarm: { name: "한도 경보", from: () => "남용이 의심되어 경보가 울릴 때" },
  }),
  en: withSwitches({
    balance_low: { name: "Low balance", from: ({ balanceLow }) => `Less than ${units(balanceLow.below)} is left` },
    failure_spike: {
      name: "Failures",
      from: ({ failureSpike: { minutes, messages, share } }) =>
        `Of ${messages} messages or more in ${minutes} minutes over ${percent(share)} fail`,
    },
    conversion_drop: {
      name: "Conversion",
      from: ({ conversionDrop: { sends, drop } }) =>
        `Of ${sends} codes or more an hour ${percent(drop)} less are verified than in the last 7 days`,
    },
    breaker_open: { name: "Vendor left alone", from: () => "A vendor does not answer and is not asked for a while" },
    connector_unusable: { name: "Unusable connector", from: () => "Its settings cannot be read" },
    budget: {
      name: "Daily budget",
      from: ({ budget }) => `${budget.percents.map((one) => `${one}%`).join(", ")} is reached`,
    },
    limit_alarm: { name: "Alarm of limits", from: () => "Abuse is suspected" },
  }),
};
