/** @module The figures of a service's limits, with the default beside each; what was changed is marked. */
import { TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useAction } from "../../kit/action.js";
import type { Schema } from "../../kit/api.js";
import { Button } from "../../kit/button.js";
import { FormDialog } from "../../kit/dialog.js";
import { useWords } from "../../kit/language.js";
import { Badge, Failure, Loaded, Section } from "../../kit/page.js";
import { useApi, useMay } from "../../kit/session.js";
import { Table } from "../../kit/table.js";
import { tagOf } from "../../kit/tag.js";
import { limitWords, type RateName } from "./words.js";

type Limits = Schema<"Limits">;
const names = Object.keys(limitWords.ko.rates) as RateName[];

/** `5/10m, 60/h` as a list. */
export const readFigures = (text: string): string[] => text.split(/[\s,]+/).filter((part) => part !== "");

export function Figures({ sid }: { sid: string }) {
  const t = useWords(limitWords);
  const api = useApi();
  const may = useMay();
  const [open, setOpen] = useState<RateName>();
  const limits = useQuery({
    queryKey: ["limits", sid],
    queryFn: () => api.get("/api/services/{sid}/limits", { path: { sid } }),
  });
  const reset = useAction(
    (name: RateName) =>
      api.patch("/api/services/{sid}/limits", {
        path: { sid },
        body: { [name]: null },
        ...(limits.data && { ifMatch: tagOf(limits.data) }),
      }),
    { stale: [["limits", sid]] },
  );
  const show = (figures: readonly string[]) => (figures.length === 0 ? t.off : figures.join(", "));
  return (
    <Section title={t.figures} lead={t.figuresLead}>
      {reset.error && <Failure error={reset.error} />}
      <Loaded query={limits}>
        {({ limits: held, defaults, changed }) => (
          <Table
            label={t.figures}
            rows={names}
            keyOf={(name) => name}
            columns={[
              {
                head: t.figures,
                cell: (name) => (
                  <>
                    <span className="row">
                      <b>{t.rates[name].name}</b>
                      {changed.includes(name) && <Badge tone="warn">{t.changed}</Badge>}
                    </span>
                    <span className="quiet">{t.rates[name].hint}</span>
                  </>
                ),
              },
              ...(["soft", "hard"] as const).map((part) => ({
                head: t[part],
                cell: (name: RateName) => (
                  <>
                    <span className="num">{show(held[name][part])}</span>
                    {show(held[name][part]) !== show(defaults[name][part]) && (
                      <span className="quiet num block">
                        {t.usual} {show(defaults[name][part])}
                      </span>
                    )}
                  </>
                ),
              })),
              {
                head: "",
                cell: (name) =>
                  may("admin") && (
                    <span className="row end">
                      {changed.includes(name) && (
                        <Button
                          isSmall
                          tone="ghost"
                          isBusy={reset.isPending}
                          onClick={() => reset.mutate(name)}
                          aria-label={`${t.reset}: ${t.rates[name].name}`}
                        >
                          {t.reset}
                        </Button>
                      )}
                      <Button isSmall onClick={() => setOpen(name)} aria-label={`${t.change}: ${t.rates[name].name}`}>
                        {t.change}
                      </Button>
                    </span>
                  ),
              },
            ]}
          />
        )}
      </Loaded>
      {open && limits.data && <Form sid={sid} name={open} limits={limits.data} onClose={() => setOpen(undefined)} />}
    </Section>
  );
}

function Form({ sid, name, limits, onClose }: { sid: string; name: RateName; limits: Limits; onClose: () => void }) {
  const t = useWords(limitWords);
  const api = useApi();
  const held = limits.limits[name];
  const [soft, setSoft] = useState(held.soft.join(", "));
  const [hard, setHard] = useState(held.hard.join(", "));
  const save = useAction(
    () =>
      api.patch("/api/services/{sid}/limits", {
        path: { sid },
        body: { [name]: { soft: readFigures(soft), hard: readFigures(hard) } },
        ifMatch: tagOf(limits),
      }),
    { stale: [["limits", sid]], onSuccess: onClose },
  );
  const fields = [
    { part: "soft", value: soft, set: setSoft },
    { part: "hard", value: hard, set: setHard },
  ] as const;
  return (
    <FormDialog
      title={`${t.rates[name].name}: ${t.edit}`}
      verb={t.save}
      isBusy={save.isPending}
      error={save.error}
      onSubmit={() => save.mutate(undefined)}
      onClose={onClose}
    >
      <p className="soft">{t.rates[name].hint}</p>
      {fields.map(({ part, value, set }) => (
        <TextInput
          key={part}
          label={t[part]}
          description={`${t.usual} ${limits.defaults[name][part].join(", ") || t.off} · ${t.example}`}
          value={value}
          onChange={(event) => set(event.currentTarget.value)}
        />
      ))}
    </FormDialog>
  );
}
