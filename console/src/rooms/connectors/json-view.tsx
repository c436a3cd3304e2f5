/** @module The same settings as JSON: what is wrong is marked in the text and listed below it; a config of Logto is pasted as it is. */
import { lazy, Suspense, useMemo, useState } from "react";
import { Button } from "../../kit/button.js";
import { Icon } from "../../kit/icons.js";
import { useWords } from "../../kit/language.js";
import { styleNonce } from "../../kit/nonce.js";
import { Loading, Note } from "../../kit/page.js";
import type { Mark } from "./json-editor.js";
import type { Config, Problem } from "./schema.js";

const JsonEditor = lazy(() => import("./json-editor.js"));

const words = {
  ko: {
    label: "설정 JSON",
    tidy: "정렬",
    unwrap: "config 안의 값만 쓰기",
    unwrapText: "Logto 커넥터 전체를 붙여 넣으셨습니다. 설정은 config 안에 있습니다.",
    broken: "아직 올바른 JSON이 아닙니다. 고칠 때까지 마지막으로 읽은 설정이 쓰입니다.",
    line: (n: number) => `${n}행`,
    ignored: "쓰이지 않는 값입니다. 저장할 때 빠집니다.",
    hint: "Logto 커넥터의 config를 그대로 붙여 넣을 수 있습니다. 가려진 비밀(••••••••)은 그대로 두면 저장된 값이 쓰입니다.",
  },
  en: {
    label: "Settings as JSON",
    tidy: "Tidy up",
    unwrap: "Use what is in config",
    unwrapText: "This is a whole connector of Logto. Its settings are in config.",
    broken: "This is no JSON yet. Until it is, the settings that were read last count.",
    line: (n: number) => `line ${n}`,
    ignored: "Nobody reads this. It is left out when the settings are saved.",
    hint: "A config of a Logto connector may be pasted as it is. A masked secret (••••••••) that you leave stays as it was.",
  },
};

const isObject = (value: unknown): value is Config =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function parse(text: string): Config | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const write = (config: Config) => JSON.stringify(config, null, 2);

export function JsonView({
  config,
  onChange,
  problems,
  ignored,
  isReadOnly,
}: {
  config: Config;
  onChange: (config: Config) => void;
  problems: readonly Problem[];
  ignored: readonly string[];
  isReadOnly: boolean;
}) {
  const t = useWords(words);
  const [text, setText] = useState(() => write(config));
  const [lines, setLines] = useState<number[]>([]);
  const parsed = useMemo(() => parse(text), [text]);
  const marks = useMemo<Mark[]>(
    () => [
      ...problems.map(
        ({ path, problem }): Mark => ({ path: path.replace(/^config\.?/, ""), text: problem, severity: "error" }),
      ),
      ...ignored.map((path): Mark => ({ path, text: t.ignored, severity: "warning" })),
    ],
    [problems, ignored, t],
  );
  const change = (next: string) => {
    setText(next);
    const read = parse(next);
    if (read) onChange(read);
  };
  const inner = parsed && isObject(parsed.config) && ("connectorId" in parsed || "id" in parsed) ? parsed.config : null;
  return (
    <div className="stack">
      <div className="ed">
        <div className="edhead">
          <span className="mono grow">config.json</span>
          {!isReadOnly && (
            <Button isSmall tone="ghost" disabled={!parsed} onClick={() => parsed && change(write(parsed))}>
              {t.tidy}
            </Button>
          )}
        </div>
        <Suspense fallback={<Loading />}>
          <JsonEditor
            {...{ text, marks, isReadOnly }}
            label={t.label}
            nonce={styleNonce()}
            onChange={change}
            onLines={setLines}
          />
        </Suspense>
      </div>
      {!parsed && <Note tone="bad">{t.broken}</Note>}
      {inner && (
        <Note tone="warn">
          <p>{t.unwrapText}</p>
          <div className="top8">
            <Button isSmall onClick={() => change(write(inner))}>
              {t.unwrap}
            </Button>
          </div>
        </Note>
      )}
      {parsed && marks.length > 0 && (
        <ul className="stack" aria-label={t.label}>
          {marks.map(({ path, text: said, severity }, index) => (
            <li key={`${path} ${said}`} className={`note ${severity === "error" ? "bad" : "warn"}`}>
              <Icon name="alert" />
              <span className="grow">
                <code>/{path.replaceAll(".", "/")}</code> · {said}
              </span>
              {lines[index] !== undefined && <span className="quiet nowrap">{t.line(lines[index])}</span>}
            </li>
          ))}
        </ul>
      )}
      <p className="small quiet">{t.hint}</p>
    </div>
  );
}
