/** @module How long: signed in, until a number is asked about, how long a password; and the notice of a new device. */
import { NumberInput, Select } from "@mantine/core";
import { useWords } from "../../kit/language.js";
import type { PartProps } from "./experience.js";
import { Toggle } from "./toggle.js";

const words = {
  ko: {
    idle: "쓰지 않으면 로그아웃 (일)",
    absolute: "로그인한 지 이만큼 지나면 로그아웃 (일)",
    recycled: "번호를 다시 확인할 때까지 (일)",
    recycledText:
      "번호는 주인이 바뀝니다. 이보다 오래 확인하지 않은 번호는 다른 방법으로 한 번 더 확인합니다. 0이면 묻지 않습니다.",
    stale: "확인할 다른 방법이 없는 계정",
    stales: { ask: "본인에게 물어봄", new: "새 계정으로 시작", open: "그대로 열기" },
    notice: "새 기기에서 로그인하면 알리기",
    length: "비밀번호 최소 길이",
  },
  en: {
    idle: "Signed out after days without use",
    absolute: "Signed out after days at most",
    recycled: "Days until a number is asked about",
    recycledText: "Numbers change hands. One that was last proved longer ago is not enough alone. 0: never asked.",
    stale: "An account that has nothing else to prove it",
    stales: { ask: "Ask whose it is", new: "Begin a new account", open: "Open it" },
    notice: "Tell people of a sign-in from a new device",
    length: "Shortest password",
  },
};

export function Times({ draft, change }: PartProps) {
  const t = useWords(words);
  const { sessions, recycled } = draft;
  return (
    <>
      <NumberInput
        {...{ label: t.idle, value: sessions.idleDays, min: 1, max: 400 }}
        onChange={(value) => change({ ...draft, sessions: { ...sessions, idleDays: Number(value) } })}
      />
      <NumberInput
        {...{ label: t.absolute, value: sessions.absoluteDays, min: 1, max: 400 }}
        onChange={(value) => change({ ...draft, sessions: { ...sessions, absoluteDays: Number(value) } })}
      />
      <NumberInput
        {...{ label: t.recycled, description: t.recycledText, value: recycled.afterDays, min: 0, max: 3650 }}
        onChange={(value) => change({ ...draft, recycled: { ...recycled, afterDays: Number(value) } })}
      />
      <Select
        label={t.stale}
        value={recycled.phoneOnlyStale}
        data={Object.entries(t.stales).map(([value, label]) => ({ value, label }))}
        onChange={(value) => value && change({ ...draft, recycled: { ...recycled, phoneOnlyStale: value as "ask" } })}
        allowDeselect={false}
      />
      <Toggle
        label={t.notice}
        isOn={draft.notices.newDevice}
        onChange={(newDevice) => change({ ...draft, notices: { newDevice } })}
      />
      <NumberInput
        {...{ label: t.length, value: draft.password.minLength, min: 8, max: 64 }}
        onChange={(value) => change({ ...draft, password: { minLength: Number(value) } })}
      />
    </>
  );
}
