/** @module The block list: numbers, and beginnings of numbers, that get no codes. */
import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useAction } from "../../kit/action.js";
import type { Schema } from "../../kit/api.js";
import { Button } from "../../kit/button.js";
import { FormDialog } from "../../kit/dialog.js";
import { useLanguage, useWords } from "../../kit/language.js";
import { Empty, Failure, Section } from "../../kit/page.js";
import { useApi, useMay } from "../../kit/session.js";
import { Pages, Table, usePages } from "../../kit/table.js";
import { displayNumber, writeTime } from "../../kit/time.js";

const words = {
  ko: {
    title: "차단 목록",
    lead: "여기 있는 번호와 앞자리로는 어디에서도 보내지 않습니다. 늘 허용한 번호는 보냅니다.",
    add: "막기",
    none: "막은 번호가 없습니다",
    noneText: "장난 전화나 요금이 비싼 앞자리를 막을 수 있습니다.",
    prefix: "번호나 앞자리",
    hint: "010-1234-5678 또는 +881처럼 앞자리만.",
    note: "까닭",
    made: "막은 때",
    remove: "풀기",
  },
  en: {
    title: "Block list",
    lead: "Nothing is sent to these numbers, nor to numbers that begin so. Numbers that are always allowed get theirs.",
    add: "Block",
    none: "Nothing is blocked",
    noneText: "Numbers of pranksters and beginnings that cost a lot can be blocked.",
    prefix: "Number or beginning",
    hint: "010-1234-5678, or a beginning such as +881.",
    note: "Why",
    made: "Since",
    remove: "Unblock",
  },
};

type Blocked = Schema<"BlockedPrefix">;

export function BlockList() {
  const t = useWords(words);
  const { language } = useLanguage();
  const api = useApi();
  const may = useMay();
  const [isAdding, setAdding] = useState(false);
  const blocked = usePages<Blocked>(["block-list"], async (after) => {
    const { blocked: rows, next } = await api.get("/api/block-list", { query: { ...(after && { after }) } });
    return { rows, next };
  });
  const remove = useAction((sid: string) => api.delete("/api/block-list/{sid}", { path: { sid } }), {
    stale: [["block-list"], ["why"]],
  });
  return (
    <Section
      title={t.title}
      lead={t.lead}
      actions={
        may("operator") && (
          <Button isSmall icon="plus" onClick={() => setAdding(true)}>
            {t.add}
          </Button>
        )
      }
    >
      {remove.error && <Failure error={remove.error} />}
      <Pages query={blocked} empty={<Empty icon="shield" title={t.none} text={t.noneText} />}>
        {(rows) => (
          <Table
            label={t.title}
            rows={rows}
            keyOf={({ sid }) => sid}
            columns={[
              { head: t.prefix, cell: ({ prefix }) => <span className="num">{displayNumber(prefix)}</span> },
              { head: t.note, cell: ({ note }) => note ?? "–" },
              { head: t.made, cell: ({ createdAt }) => <span className="num">{writeTime(createdAt, language)}</span> },
              {
                head: t.remove,
                cell: ({ sid, prefix }) =>
                  may("operator") && (
                    <Button
                      isSmall
                      onClick={() => remove.mutate(sid)}
                      aria-label={`${t.remove}: ${displayNumber(prefix)}`}
                    >
                      {t.remove}
                    </Button>
                  ),
              },
            ]}
          />
        )}
      </Pages>
      {isAdding && <Form onClose={() => setAdding(false)} />}
    </Section>
  );
}

function Form({ onClose }: { onClose: () => void }) {
  const t = useWords(words);
  const api = useApi();
  const [prefix, setPrefix] = useState("");
  const [note, setNote] = useState("");
  const save = useAction(() => api.post("/api/block-list", { body: { prefix, ...(note.trim() !== "" && { note }) } }), {
    stale: [["block-list"], ["why"]],
    onSuccess: onClose,
  });
  return (
    <FormDialog
      title={t.add}
      verb={t.add}
      isBusy={save.isPending}
      error={save.error}
      onSubmit={() => save.mutate(undefined)}
      onClose={onClose}
    >
      <TextInput
        label={t.prefix}
        description={t.hint}
        type="tel"
        value={prefix}
        onChange={(event) => setPrefix(event.currentTarget.value)}
        required
        withAsterisk={false}
        data-autofocus
      />
      <TextInput label={t.note} value={note} onChange={(event) => setNote(event.currentTarget.value)} maxLength={200} />
    </FormDialog>
  );
}
