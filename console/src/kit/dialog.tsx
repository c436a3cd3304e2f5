/** @module A dialog with a form: its fields, one filled button, and what the server said where it did not fit. */
import { Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { Button } from "./button.js";
import { useWords } from "./language.js";
import { Failure } from "./page.js";

const words = { ko: { cancel: "취소" }, en: { cancel: "Cancel" } };

export function FormDialog({
  title,
  verb,
  children,
  isBusy,
  error,
  onSubmit,
  onClose,
  isWide = false,
}: {
  title: string;
  verb: string;
  children: ReactNode;
  isBusy: boolean;
  error: unknown;
  onSubmit: () => void;
  onClose: () => void;
  isWide?: boolean;
}) {
  const t = useWords(words);
  return (
    <Modal opened onClose={onClose} title={title} centered size={isWide ? "lg" : "md"}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        {children}
        {error !== null && error !== undefined && <Failure error={error} />}
        <div className="row end">
          <Button onClick={onClose}>{t.cancel}</Button>
          <Button type="submit" tone="go" isBusy={isBusy}>
            {verb}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
