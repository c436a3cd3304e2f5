/** @module The sign-in experience: settings at the left, the real pages with them at the right, a draft until it is saved. */
import { Tabs } from "@mantine/core";
import { Button } from "../../kit/button.js";
import { useWords } from "../../kit/language.js";
import { Badge, Card, Failure, Loaded, Note, Page } from "../../kit/page.js";
import { useMay } from "../../kit/session.js";
import { Brand } from "./brand.js";
import { type Experience as Document, useDraft } from "./draft.js";
import { Languages } from "./languages.js";
import { Methods } from "./methods.js";
import { Preview } from "./preview.js";
import { Terms } from "./terms.js";
import { Times } from "./times.js";
import { nameOfPath } from "./words.js";

const words = {
  ko: {
    title: "로그인 화면",
    lead: "고친 것은 저장해야 실제 화면에 나타납니다.",
    draft: (n: number) => `저장 안 한 변경 ${n}개`,
    drop: "되돌리기",
    save: "저장하기",
    saved: "저장했습니다. 지금부터 이렇게 보입니다.",
    open: "지금 화면 열기",
    conflict: "그 사이 다른 사람이 저장했습니다. 아직 아무것도 덮어쓰지 않았습니다.",
    theirs: "그 사람이 바꾼 것",
    mine: "내가 바꾼 것",
    both: "둘 다 바꾼 것은 내 값이 남습니다.",
    redo: "그 위에 내 변경 얹기",
    take: "내 변경 버리기",
    tabs: { methods: "방법", brand: "브랜드", terms: "약관", languages: "언어", times: "시간" },
    sections: "설정 묶음",
  },
  en: {
    title: "Sign-in pages",
    lead: "What you change is on the pages once it is saved.",
    draft: (n: number) => (n === 1 ? "1 change not saved" : `${n} changes not saved`),
    drop: "Undo",
    save: "Save",
    saved: "Saved. The pages look like this from now on.",
    open: "Open the current page",
    conflict: "Somebody else saved meanwhile. Nothing was overwritten.",
    theirs: "They changed",
    mine: "You changed",
    both: "Of what both have changed yours stays.",
    redo: "Put my changes on top",
    take: "Drop my changes",
    tabs: { methods: "Methods", brand: "Brand", terms: "Terms", languages: "Languages", times: "Times" },
    sections: "Groups of settings",
  },
};

export interface PartProps {
  draft: Document;
  change: (next: Document) => void;
}

const parts = { methods: Methods, brand: Brand, terms: Terms, languages: Languages, times: Times };

export default function Experience() {
  const t = useWords(words);
  const may = useMay();
  const canEdit = may("admin");
  const work = useDraft();
  const { draft, paths, hasConflict, theirPaths } = work;
  return (
    <Page
      title={t.title}
      lead={t.lead}
      badge={paths.length > 0 && <Badge tone="warn">{t.draft(paths.length)}</Badge>}
      actions={
        <>
          <a className="btn plain" href="/sign-in" target="_blank" rel="noreferrer">
            {t.open}
          </a>
          {canEdit && (
            <>
              <Button disabled={paths.length === 0} onClick={work.drop}>
                {t.drop}
              </Button>
              <Button
                tone="go"
                disabled={paths.length === 0 || hasConflict}
                isBusy={work.isSaving}
                onClick={() => void work.save()}
              >
                {t.save}
              </Button>
            </>
          )}
        </>
      }
    >
      <div className="stack below" aria-live="polite">
        {work.error !== null && <Failure error={work.error} />}
        {work.isSaved && paths.length === 0 && <Note tone="ok">{t.saved}</Note>}
        {hasConflict && (
          <Note tone="warn">
            <p>
              <b>{t.conflict}</b>
            </p>
            <Changed title={t.theirs} paths={theirPaths} />
            <Changed title={t.mine} paths={paths} />
            <p>{t.both}</p>
            <div className="row wrap top8">
              <Button isSmall tone="go" onClick={work.redo}>
                {t.redo}
              </Button>
              <Button isSmall onClick={work.drop}>
                {t.take}
              </Button>
            </div>
          </Note>
        )}
      </div>
      {draft === undefined ? (
        <Loaded query={work.query}>{() => null}</Loaded>
      ) : (
        <div className="g-look">
          <Card isPadded={false}>
            <Tabs defaultValue="methods" keepMounted={false}>
              <Tabs.List aria-label={t.sections}>
                {Object.entries(t.tabs).map(([value, label]) => (
                  <Tabs.Tab key={value} value={value}>
                    {label}
                  </Tabs.Tab>
                ))}
              </Tabs.List>
              {Object.entries(parts).map(([value, Part]) => (
                <Tabs.Panel key={value} value={value} className="pad">
                  <fieldset className="plain stack" disabled={!canEdit}>
                    <Part draft={draft} change={work.change} />
                  </fieldset>
                </Tabs.Panel>
              ))}
            </Tabs>
          </Card>
          <Preview experience={draft} isSaved={!canEdit} />
        </div>
      )}
    </Page>
  );
}

function Changed({ title, paths }: { title: string; paths: readonly string[] }) {
  const name = useWords(nameOfPath);
  return (
    <p>
      {title}: {[...new Set(paths.map(name))].join(", ")}
    </p>
  );
}
