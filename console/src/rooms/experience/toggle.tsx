/** @module A setting that is on or off: what it is at the left, its switch at the right. */
import { Switch } from "@mantine/core";

export function Toggle({
  label,
  text,
  isOn,
  isFixed = false,
  onChange,
}: {
  label: string;
  text?: string;
  isOn: boolean;
  /** It cannot be switched. */
  isFixed?: boolean;
  onChange?: (isOn: boolean) => void;
}) {
  return (
    <Switch
      className="toggle"
      labelPosition="left"
      label={label}
      description={text}
      checked={isOn}
      disabled={isFixed}
      onChange={(event) => onChange?.(event.currentTarget.checked)}
    />
  );
}
