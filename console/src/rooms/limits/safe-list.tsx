/** @module The safe list: numbers that pass the rules about prefixes and countries. */
import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useAction } from "../../kit/action.js";
import type { Schema } from "../../kit/api.js";
import { Button } from "../../kit/button.js";
import { Confirm } from "../../kit/confirm.js";
import { FormDialog } from "../../kit/dialog.js";
import { useWords } from "../../kit/language.js";
import { Empty, Section } from "../../kit/page.js";
import { useApi, useMay } from "../../kit/session.js";
import { Pages, Table, usePages } from "../../kit/table.js";
import { maskNumber } from "../../kit/time.js";
import { limitWords } from "./words.js";

type SafeNumber = Schema<"SafeNumber">;

export function SafeList() {
  const t = useWords(limitWords);
  const api = useApi();
  const may = useMay();
  const [isAdding, setAdding] = useState(false);
  const [leaving, setLeaving] = useState<SafeNumber>();
  const numbers = usePages<SafeNumber>(["safe-list"], async (after) => {
    const { numbers: rows, next } = await api.get("/api/safe-list", { query: { ...(after && { after }) } });
    return { rows, next };
  });
  const remove = useAction((sid: string) => api.delete("/api/safe-list/{sid}", { path: { sid } }), {
    stale: [["safe-list"], ["why"]],
  });
  return (
    <Section
      title={t.safe}
      lead={t.safeLead}
      actions={
        may("operator") && (
          <Button isSmall icon="plus" onClick={() => setAdding(true)}>
            {t.addSafe}
          </Button>
        )
      }
    >
      <Pages query={numbers} empty={<Empty icon="shield" title={t.noSafe} text={t.noSafeText} />}>
        {(rows) => (
          <Table
            label={t.safe}
            rows={rows}
            keyOf={({ sid }) => sid}
            columns={[
              { head: t.number, cell: ({ phoneNumber }) => <span className="num">{maskNumber(phoneNumber)}</span> },
              {
                head: "",
                cell: (one) =>
                  may("operator") && (
                    <span className="row end">
                      <Button
                        isSmall
                        onClick={() => setLeaving(one)}
                        aria-label={`${t.remove}: ${maskNumber(one.phoneNumber)}`}
                      >
                        {t.remove}
                      </Button>
                    </span>
                  ),
              },
            ]}
          />
        )}
      </Pages>
      {isAdding && <Form onClose={() => setAdding(false)} />}
      {leaving && (
        <Confirm
          title={`${t.remove}: ${maskNumber(leaving.phoneNumber)}`}
          verb={t.remove}
          onConfirm={() => remove.mutateAsync(leaving.sid)}
          onClose={() => setLeaving(undefined)}
        >
          <p>{t.removeText}</p>
        </Confirm>
      )}
    </Section>
  );
}

function Form({ onClose }: { onClose: () => void }) {
  const t = useWords(limitWords);
  const api = useApi();
  const [phoneNumber, setNumber] = useState("");
  const save = useAction(() => api.post("/api/safe-list", { body: { phoneNumber } }), {
    stale: [["safe-list"], ["why"]],
    onSuccess: onClose,
  });
  return (
    <FormDialog
      title={t.addSafe}
      verb={t.add}
      isBusy={save.isPending}
      error={save.error}
      onSubmit={() => save.mutate(undefined)}
      onClose={onClose}
    >
      <TextInput
        label={t.number}
        type="tel"
        placeholder="010-1234-5678"
        value={phoneNumber}
        onChange={(event) => setNumber(event.currentTarget.value)}
        required
        withAsterisk={false}
        data-autofocus
      />
    </FormDialog>
  );
}
