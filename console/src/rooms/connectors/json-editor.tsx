/** @module A config as JSON, with what is wrong at its place. Loaded when somebody opens it. */
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { json, jsonParseLinter } from "@codemirror/lang-json";
import { bracketMatching, HighlightStyle, indentOnInput, syntaxHighlighting, syntaxTree } from "@codemirror/language";
import { type Diagnostic, forceLinting, linter, lintGutter } from "@codemirror/lint";
import { EditorState, StateEffect } from "@codemirror/state";
import { EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { useEffect, useRef } from "react";

export interface Mark {
  /** `templates.0.content`; empty for the whole. */
  path: string;
  text: string;
  severity: "error" | "warning";
}

/** What stands at a path: the value, or as much of the way there as there is. */
export function findPlace(state: EditorState, path: string): { from: number; to: number } {
  let node = syntaxTree(state).topNode.firstChild;
  for (const name of path === "" ? [] : path.split(".")) {
    if (node?.name === "Object") {
      let next = null;
      for (const property of node.getChildren("Property")) {
        const key = property.getChild("PropertyName");
        if (key && readName(state.sliceDoc(key.from, key.to)) === name) next = property.lastChild;
      }
      if (!next) break;
      node = next;
    } else if (node?.name === "Array") {
      const items = [];
      for (let child = node.firstChild; child; child = child.nextSibling)
        if (!["[", "]", ","].includes(child.name)) items.push(child);
      const next = items[Number(name)];
      if (!next) break;
      node = next;
    } else break;
  }
  if (!node) return { from: 0, to: 0 };
  // Of an object or a list the line where it begins is enough.
  const line = state.doc.lineAt(node.from);
  return { from: node.from, to: Math.min(node.to, line.to) };
}

function readName(text: string): string | undefined {
  try {
    return JSON.parse(text) as string;
  } catch {
    return undefined;
  }
}

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: "var(--accent)" },
  { tag: tags.string, color: "var(--warn)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--accent)" },
]);

const look = EditorView.theme({
  "&": { fontSize: "0.8125rem", backgroundColor: "var(--paper)", color: "var(--ink)" },
  "&.cm-focused": { outline: "2px solid var(--accent)", outlineOffset: "-2px" },
  ".cm-content": { fontFamily: "var(--mantine-font-family-monospace)", caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { backgroundColor: "var(--paper)", color: "var(--quiet)", border: "0" },
  ".cm-activeLine": { backgroundColor: "transparent" },
  "&.cm-focused .cm-activeLine": { backgroundColor: "var(--sunken)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground, ::selection": {
    backgroundColor: "var(--tint)",
  },
  ".cm-tooltip": { backgroundColor: "var(--paper)", color: "var(--ink)", borderColor: "var(--line)" },
});

/** The marks have changed though the text has not. */
const marksChanged = StateEffect.define<null>();

interface Props {
  text: string;
  label: string;
  nonce: string;
  marks: readonly Mark[];
  isReadOnly: boolean;
  onChange: (text: string) => void;
  /** Where each mark stands, as lines from 1. */
  onLines: (lines: number[]) => void;
}

export default function JsonEditor({ text, label, nonce, marks, isReadOnly, onChange, onLines }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const latest = useRef({ marks, onChange, onLines });
  latest.current = { marks, onChange, onLines };

  // biome-ignore lint/correctness/useExhaustiveDependencies: the editor is made once; what changes goes into it below
  useEffect(() => {
    if (!place.current) return;
    const parse = jsonParseLinter();
    const made = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: text,
        extensions: [
          ...[EditorView.cspNonce.of(nonce), lineNumbers(), history(), indentOnInput(), bracketMatching()],
          ...[json(), syntaxHighlighting(colours), look, highlightActiveLine(), EditorView.lineWrapping],
          ...[lintGutter(), keymap.of([...defaultKeymap, ...historyKeymap])],
          EditorView.contentAttributes.of({ "aria-label": label }),
          EditorState.readOnly.of(isReadOnly),
          linter(
            (shown) => {
              const broken = parse(shown).filter(() => shown.state.doc.toString().trim() !== "");
              if (broken.length > 0) return broken;
              return latest.current.marks.map(
                (mark): Diagnostic => ({
                  ...findPlace(shown.state, mark.path),
                  severity: mark.severity,
                  message: mark.text,
                }),
              );
            },
            {
              needsRefresh: ({ transactions }) =>
                transactions.some(({ effects }) => effects.some((effect) => effect.is(marksChanged))),
            },
          ),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) latest.current.onChange(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = made;
    return () => made.destroy();
  }, []);

  useEffect(() => {
    const shown = view.current;
    if (!shown) return;
    if (shown.state.doc.toString() !== text)
      shown.dispatch({ changes: { from: 0, to: shown.state.doc.length, insert: text } });
  }, [text]);

  useEffect(() => {
    const shown = view.current;
    if (!shown) return;
    shown.dispatch({ effects: marksChanged.of(null) });
    forceLinting(shown);
    latest.current.onLines(marks.map(({ path }) => shown.state.doc.lineAt(findPlace(shown.state, path).from).number));
  }, [marks]);

  return <div ref={place} className="jsoneditor" />;
}
