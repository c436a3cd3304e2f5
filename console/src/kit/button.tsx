/** @module Buttons: one is filled in a view; a link that looks like one goes elsewhere. */
import { Loader } from "@mantine/core";
import type { ComponentProps, ReactNode } from "react";
import { Link } from "wouter";
import { Icon, type IconName } from "./icons.js";

type Tone = "plain" | "go" | "ghost" | "bad";

interface Look {
  tone?: Tone;
  icon?: IconName;
  isSmall?: boolean;
  children: ReactNode;
}

const classOf = ({ tone = "plain", isSmall = false }: Pick<Look, "tone" | "isSmall">) =>
  `btn ${tone} ${isSmall ? "sm" : ""}`;

export function Button({
  tone,
  icon,
  isSmall,
  isBusy = false,
  children,
  ...rest
}: Look & { isBusy?: boolean } & Omit<ComponentProps<"button">, "className">) {
  return (
    <button
      type="button"
      {...rest}
      className={classOf({ ...(tone && { tone }), ...(isSmall && { isSmall }) })}
      disabled={isBusy || rest.disabled}
    >
      {isBusy ? <Loader size={14} color="currentColor" /> : icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

export function ButtonLink({ tone, icon, isSmall, href, children }: Look & { href: string }) {
  return (
    <Link href={href} className={classOf({ ...(tone && { tone }), ...(isSmall && { isSmall }) })}>
      {icon && <Icon name={icon} />}
      {children}
    </Link>
  );
}
