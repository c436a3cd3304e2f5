/** @module The vendor's settings, as a form or as JSON, with the vendor's guide beside it. */
import { SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { useWords } from "../../kit/language.js";
import { Card } from "../../kit/page.js";
import { Fields } from "./fields.js";
import { Guide } from "./guide.js";
import { JsonView } from "./json-view.js";
import {
  type Config,
  type Connector,
  type Factory,
  type FieldSchema,
  isOfTemplates,
  newestSecrets,
  type Problem,
  schemaOf,
} from "./schema.js";

const words = {
  ko: { form: "양식", view: "보기", more: "더 많은 설정", nothing: "설정할 것이 없습니다." },
  en: { form: "Form", view: "View", more: "More settings", nothing: "Nothing has to be set." },
};

/** Of every vendor alike, and seldom needed. */
const SELDOM = ["endpoint", "endpoints", "timeoutMs"];

function sortFields({ properties = {}, required = [] }: FieldSchema) {
  const names = Object.keys(properties);
  const templates = names.indexOf("templates");
  const isSeldom = (name: string) =>
    !required.includes(name) && (SELDOM.includes(name) || (templates >= 0 && names.indexOf(name) > templates));
  const own = names.filter((name) => name !== "templates");
  return { usual: own.filter((name) => !isSeldom(name)), seldom: own.filter(isSeldom) };
}

export function SettingsStep({
  kind,
  connector,
  config,
  onChange,
  problems,
  shownProblems,
  ignored,
  isReadOnly,
}: {
  kind: Factory;
  connector: Connector | undefined;
  config: Config;
  onChange: (config: Config) => void;
  /** All of them: JSON is marked as it is written. */
  problems: readonly Problem[];
  /** Of the form: only once somebody wanted to go on. */
  shownProblems: readonly Problem[];
  ignored: readonly string[];
  isReadOnly: boolean;
}) {
  const t = useWords(words);
  const [view, setView] = useState("form");
  const schema = schemaOf(kind);
  const { usual, seldom } = sortFields(schema);
  const context = { config, onChange, problems: shownProblems, secrets: connector ? newestSecrets(connector) : {} };
  const isSeldomOpen =
    seldom.some((name) => config[name] !== undefined && config[name] !== "") ||
    shownProblems.some((one) => seldom.some((name) => one.path.startsWith(`config.${name}`)));
  const whole = shownProblems.filter((one) => one.path === "config" && !isOfTemplates(one));
  return (
    <div className="withguide">
      <Card>
        <div className="stack">
          <div>
            <SegmentedControl
              size="xs"
              aria-label={t.view}
              value={view}
              onChange={setView}
              data={[
                { value: "form", label: t.form },
                { value: "json", label: "JSON" },
              ]}
            />
          </div>
          {view === "json" ? (
            <JsonView {...{ config, onChange, problems, ignored, isReadOnly }} />
          ) : (
            <fieldset className="plain stack" disabled={isReadOnly}>
              {usual.length + seldom.length === 0 && <p className="soft">{t.nothing}</p>}
              <Fields {...context} names={usual} schema={schema} />
              {whole.map(({ problem }) => (
                <p key={problem} className="badc small" role="alert">
                  {problem}
                </p>
              ))}
              {seldom.length > 0 && (
                <details className="seldom" open={isSeldomOpen}>
                  <summary>{t.more}</summary>
                  <div className="stack top8">
                    <Fields {...context} names={seldom} schema={schema} />
                  </div>
                </details>
              )}
            </fieldset>
          )}
        </div>
      </Card>
      <Guide kind={kind} connector={connector} />
    </div>
  );
}
