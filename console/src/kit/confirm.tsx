/** @module A dialog before something that cannot be taken back: what goes, and the safer way filled. */
import { Modal } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Button } from "./button.js";
import { useWords } from "./language.js";
import { Failure } from "./page.js";

const words = { ko: { cancel: "취소" }, en: { cancel: "Cancel" } };

export function Confirm({
  title,
  children,
  verb,
  onConfirm,
  onClose,
}: {
  title: string;
  children?: ReactNode;
  /** What the button does: "지우기". */
  verb: string;
  onConfirm: () => Promise<unknown>;
  onClose: () => void;
}) {
  const t = useWords(words);
  const work = useMutation({ mutationFn: onConfirm, onSuccess: onClose });
  return (
    <Modal opened onClose={onClose} title={title} centered>
      <div className="stack">
        {children}
        {work.error && <Failure error={work.error} />}
        <div className="row end">
          <Button tone="go" onClick={onClose} data-autofocus>
            {t.cancel}
          </Button>
          <Button tone="bad" isBusy={work.isPending} onClick={() => work.mutate()}>
            {verb}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
