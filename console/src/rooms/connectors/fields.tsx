/** @module A form drawn from a schema: each field as what it holds, with the server's word on what is wrong with it. */
import {
  Button as MantineButton,
  MultiSelect,
  NumberInput,
  PasswordInput,
  Select,
  Switch,
  TagsInput,
  Textarea,
  TextInput,
} from "@mantine/core";
import { type ReactNode, useState } from "react";
import { Button } from "../../kit/button.js";
import { useLanguage, useWords } from "../../kit/language.js";
import { type Config, type FieldSchema, MASK, type Problem, problemAt, readAt, writeAt } from "./schema.js";

const words = {
  ko: {
    change: "바꾸기",
    keep: "그대로 두기",
    kept: "암호로 잠가 두며 다시 보여 주지 않습니다.",
    show: "입력한 값 보기",
    optional: "선택",
    enter: "적고 Enter",
    name: "이름",
    value: "값",
    add: "줄 추가",
    remove: "지우기",
    way: "방식",
    fallback: (value: string) => `비우면 ${value}`,
  },
  en: {
    change: "Change",
    keep: "Keep it",
    kept: "It is kept sealed and never shown again.",
    show: "Show what was typed",
    optional: "optional",
    enter: "Enter after each",
    name: "Name",
    value: "Value",
    add: "Add a line",
    remove: "Remove",
    way: "Way",
    fallback: (value: string) => `Empty: ${value}`,
  },
};

/** Texts that may have more than a line. */
const LONG_TEXT = 1000;

export interface FormContext {
  config: Config;
  onChange: (config: Config) => void;
  problems: readonly Problem[];
  /** The last four of stored secrets, by path: `auth.pass`. */
  secrets: Readonly<Record<string, { hint: string | null }>>;
}

interface FieldProps extends FormContext {
  path: readonly string[];
  schema: FieldSchema;
  isRequired: boolean;
}

export function Fields({
  names,
  schema,
  path = [],
  ...context
}: FormContext & { names: readonly string[]; schema: FieldSchema; path?: readonly string[] }) {
  return names.map((name) => {
    const field = schema.properties?.[name];
    return (
      field && (
        <Field
          key={name}
          {...context}
          path={[...path, name]}
          schema={field}
          isRequired={schema.required?.includes(name) ?? false}
        />
      )
    );
  });
}

function Field(props: FieldProps) {
  const { schema, path, config, onChange, problems, isRequired } = props;
  const t = useWords(words);
  const { language } = useLanguage();
  const value = readAt(config, path);
  const write = (next: unknown) => onChange(writeAt(config, path, next));
  const name = schema.label?.[language] ?? path.at(-1) ?? "";
  const label = isRequired ? (
    name
  ) : (
    <>
      {name} <span className="quiet optionalmark">{t.optional}</span>
    </>
  );
  const fallback = ["string", "number"].includes(typeof schema.default)
    ? t.fallback(String(schema.default))
    : undefined;
  const common = { label, description: schema.hint?.[language] ?? fallback, error: problemAt(problems, path) };

  if (schema.secret) return <SecretField {...props} value={value} write={write} common={common} />;
  if (schema.anyOf) return <Alternatives {...props} />;
  if (schema.enum)
    return (
      <Select
        {...common}
        data={[...schema.enum]}
        value={typeof value === "string" ? value : null}
        placeholder={typeof schema.default === "string" ? schema.default : undefined}
        onChange={(next) => write(next ?? undefined)}
        clearable={!isRequired}
        clearButtonProps={{ "aria-label": `${t.remove}: ${name}` }}
      />
    );
  switch (schema.type) {
    case "boolean":
      // An option of somebody else's: what it is while nobody sets it is theirs to say.
      if (!schema.label && schema.default === undefined)
        return (
          <Select
            {...common}
            data={["true", "false"]}
            value={typeof value === "boolean" ? String(value) : null}
            onChange={(next) => write(next === null ? undefined : next === "true")}
            clearable
            clearButtonProps={{ "aria-label": `${t.remove}: ${name}` }}
          />
        );
      return (
        <Switch
          {...common}
          label={name}
          checked={value === true || (value === undefined && schema.default === true)}
          onChange={(event) => write(event.currentTarget.checked)}
          labelPosition="left"
          className="wideswitch"
        />
      );
    case "integer":
    case "number":
      return (
        <NumberInput
          {...common}
          value={typeof value === "number" ? value : ""}
          onChange={(next) => write(next === "" ? undefined : Number(next))}
          {...(schema.minimum !== undefined && schema.minimum > Number.MIN_SAFE_INTEGER && { min: schema.minimum })}
          clampBehavior="none"
          hideControls
        />
      );
    case "array":
      return <ListField {...props} value={value} write={write} common={common} />;
    case "object":
      return schema.properties ? (
        <fieldset className="fieldgroup">
          <legend>{label}</legend>
          {common.description && <p className="small quiet">{common.description}</p>}
          <div className="stack">
            <Fields {...props} names={Object.keys(schema.properties)} schema={schema} path={path} />
          </div>
        </fieldset>
      ) : (
        <RecordField {...props} label={label} description={common.description} />
      );
    default: {
      const text = {
        ...common,
        value: typeof value === "string" ? value : "",
        placeholder: schema.placeholder,
        autoComplete: "off",
        spellCheck: false,
      };
      return (schema.maxLength ?? 0) > LONG_TEXT && !/^(endpoint|.*[uU]rl)$/.test(path.at(-1) ?? "") ? (
        <Textarea {...text} onChange={(event) => write(event.currentTarget.value)} autosize minRows={3} maxRows={12} />
      ) : (
        <TextInput {...text} onChange={(event) => write(event.currentTarget.value)} />
      );
    }
  }
}

interface Common {
  label: ReactNode;
  description: string | undefined;
  error: string | undefined;
}

type Written = FieldProps & { value: unknown; write: (next: unknown) => void; common: Common };

/** What is stored is shown by its last four and stays, unless another one is typed. */
function SecretField({ path, schema, value, write, common, secrets }: Written) {
  const t = useWords(words);
  const stored = secrets[path.join(".")];
  const [isTyping, setTyping] = useState(false);
  if (value === MASK && !isTyping)
    return (
      <TextInput
        {...common}
        description={common.description ?? t.kept}
        value={`${MASK}${stored?.hint ?? ""}`}
        readOnly
        rightSectionWidth="auto"
        rightSection={
          <MantineButton
            variant="subtle"
            size="compact-sm"
            onClick={() => {
              setTyping(true);
              write("");
            }}
          >
            {t.change}
          </MantineButton>
        }
      />
    );
  const text = typeof value === "string" && value !== MASK ? value : "";
  const input =
    (schema.maxLength ?? 0) > LONG_TEXT ? (
      <Textarea
        {...common}
        value={text}
        onChange={(event) => write(event.currentTarget.value)}
        autosize
        minRows={4}
        maxRows={10}
        autoComplete="off"
        spellCheck={false}
      />
    ) : (
      <PasswordInput
        {...common}
        value={text}
        onChange={(event) => write(event.currentTarget.value)}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ "aria-label": t.show }}
      />
    );
  return (
    <div>
      {input}
      {stored && (
        <Button
          isSmall
          tone="ghost"
          onClick={() => {
            setTyping(false);
            write(MASK);
          }}
        >
          {t.keep}
        </Button>
      )}
    </div>
  );
}

function ListField({ schema, value, write, common }: Written) {
  const t = useWords(words);
  const list = Array.isArray(value) ? value.map(String) : [];
  const { items } = schema;
  if (items?.enum) return <MultiSelect {...common} data={[...items.enum]} value={list} onChange={write} />;
  const isNumber = items?.type === "integer" || items?.type === "number";
  return (
    <TagsInput
      {...common}
      placeholder={list.length === 0 ? t.enter : undefined}
      value={list}
      onChange={(next) => write(isNumber ? next.map(Number) : next)}
    />
  );
}

/** Names and values, such as headers. */
function RecordField({
  path,
  schema,
  config,
  onChange,
  problems,
  secrets,
  label,
  description,
}: FieldProps & { label: ReactNode; description: string | undefined }) {
  const t = useWords(words);
  const below = typeof schema.additionalProperties === "object" ? schema.additionalProperties : {};
  const known = readAt(config, path);
  const [lines, setLines] = useState<[string, string][]>(() =>
    Object.entries((known ?? {}) as Record<string, unknown>).map(([name, value]) => [name, String(value)]),
  );
  const change = (next: [string, string][]) => {
    setLines(next);
    const named = next.filter(([name, value]) => name.trim() !== "" && value !== "");
    onChange(writeAt(config, path, named.length === 0 ? undefined : Object.fromEntries(named)));
  };
  const set = (index: number, line: [string, string]) => change(lines.map((one, n) => (n === index ? line : one)));
  const error = problemAt(problems, path);
  return (
    <fieldset className="fieldgroup">
      <legend>{label}</legend>
      {description && <p className="small quiet">{description}</p>}
      <div className="stack">
        {lines.map(([name, value], index) => {
          const isKept = value === MASK;
          const shown = isKept ? `${MASK}${secrets[[...path, name].join(".")]?.hint ?? ""}` : value;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line has nothing else that stays the same while it is typed
            <div className="row" key={index}>
              <TextInput
                aria-label={`${t.name} ${index + 1}`}
                placeholder={t.name}
                value={name}
                onChange={(event) => set(index, [event.currentTarget.value, value])}
              />
              <TextInput
                className="grow"
                aria-label={`${t.value} ${index + 1}`}
                placeholder={t.value}
                type={below.secret && !isKept ? "password" : "text"}
                autoComplete="off"
                value={shown}
                readOnly={isKept}
                onChange={(event) => set(index, [name, event.currentTarget.value])}
              />
              <Button isSmall onClick={() => change(lines.filter((_, n) => n !== index))}>
                {t.remove}
              </Button>
            </div>
          );
        })}
        {error && (
          <p className="small badc" role="alert">
            {error}
          </p>
        )}
        <div>
          <Button isSmall icon="plus" onClick={() => setLines([...lines, ["", ""]])}>
            {t.add}
          </Button>
        </div>
      </div>
    </fieldset>
  );
}

const isOf = (schema: FieldSchema, value: unknown): boolean => {
  if (schema.type === "object") {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
    return Object.keys(value).every((name) => schema.properties && name in schema.properties);
  }
  if (schema.type === "array") return Array.isArray(value);
  return typeof value === schema.type;
};

/** One of several shapes: which one, and its fields. */
function Alternatives({ schema, path, config, onChange, ...rest }: FieldProps) {
  const t = useWords(words);
  const { language } = useLanguage();
  const shapes = schema.anyOf ?? [];
  const value = readAt(config, path);
  const [chosen, setChosen] = useState<number>();
  const found = shapes.findIndex((one) => isOf(one, value));
  const index = chosen ?? Math.max(found, 0);
  const shape = shapes[index] ?? {};
  const nameOf = (one: FieldSchema, n: number) => {
    if (one.label) return one.label[language];
    const labels = Object.entries(one.properties ?? {})
      .filter(([name]) => name !== "type")
      .map(([name, field]) => field.label?.[language] ?? name);
    return labels.length > 0 ? labels.slice(0, 3).join(" · ") : (one.type ?? String(n + 1));
  };
  const name = schema.label?.[language] ?? path.at(-1) ?? "";
  return (
    <fieldset className="fieldgroup">
      <legend>{name}</legend>
      <div className="stack">
        {shapes.length > 1 && (
          <Select
            aria-label={`${name}: ${t.way}`}
            data={shapes.map((one, n) => ({ value: String(n), label: nameOf(one, n) }))}
            value={String(index)}
            allowDeselect={false}
            onChange={(next) => {
              setChosen(Number(next));
              onChange(writeAt(config, path, undefined));
            }}
          />
        )}
        {shape.type === "object" && shape.properties ? (
          <Fields
            {...rest}
            config={config}
            onChange={onChange}
            names={Object.keys(shape.properties).filter((one) => one !== "type")}
            schema={shape}
            path={path}
          />
        ) : (
          <Field {...rest} config={config} onChange={onChange} schema={shape} path={path} />
        )}
      </div>
    </fieldset>
  );
}
