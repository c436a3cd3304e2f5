/** @module What opens beside a list: one of its rows, whole. */
import { Drawer as MantineDrawer } from "@mantine/core";
import type { ReactNode } from "react";
import { useWords } from "./language.js";

const words = { ko: { close: "닫기" }, en: { close: "Close" } };

export function Drawer({ title, children, onClose }: { title: ReactNode; children: ReactNode; onClose: () => void }) {
  const t = useWords(words);
  return (
    <MantineDrawer
      opened
      onClose={onClose}
      position="right"
      title={title}
      closeButtonProps={{ "aria-label": t.close }}
      transitionProps={{ duration: 160 }}
    >
      {children}
    </MantineDrawer>
  );
}
