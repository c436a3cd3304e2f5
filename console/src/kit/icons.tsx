/** @module The icons of the console: 16 px, one line. */
const paths = {
  home: (
    <>
      <path d="m2.500 7 5.500-4.500L13.500 7v6.500h-11Z" />
      <path d="M6.500 13.500v-4h3v4" />
    </>
  ),
  plug: <path d="M5.500 2v3m5-3v3M3.500 5h9v2.500a4.500 4.500 0 0 1-9 0ZM8 12v2.500" />,
  page: (
    <>
      <rect x="2" y="2.500" width="12" height="11" rx="2" />
      <path d="M2 6h12" />
    </>
  ),
  apps: (
    <>
      <rect x="2.500" y="2.500" width="4.500" height="4.500" rx="1" />
      <rect x="9" y="2.500" width="4.500" height="4.500" rx="1" />
      <rect x="2.500" y="9" width="4.500" height="4.500" rx="1" />
      <rect x="9" y="9" width="4.500" height="4.500" rx="1" />
    </>
  ),
  key: (
    <>
      <circle cx="5.500" cy="10.500" r="2.700" />
      <path d="m7.500 8.500 5.500-5.500m-2 2 1.800 1.800" />
    </>
  ),
  list: <path d="M6 4h8M6 8h8M6 12h8M2.500 4h.01M2.500 8h.01M2.500 12h.01" />,
  chart: <path d="M2.500 13.500h11M4.500 11V8M8 11V3.500M11.500 11V6" />,
  log: (
    <>
      <path d="M4 2h5.500L12.500 5v9h-8.500Z" />
      <path d="M6.500 8.500h3.500m-3.500 2.500h3.500" />
    </>
  ),
  person: (
    <>
      <circle cx="8" cy="5.500" r="2.700" />
      <path d="M3 13.700c.6-2.700 2.500-4 5-4s4.400 1.300 5 4" />
    </>
  ),
  people: (
    <>
      <circle cx="6" cy="5.700" r="2.300" />
      <path d="M1.800 13c.5-2.300 2-3.500 4.200-3.500s3.700 1.200 4.200 3.500M10.500 3.600a2.300 2.300 0 0 1 0 4.200M12 9.800c1.200.5 2 1.600 2.300 3.200" />
    </>
  ),
  shield: <path d="M8 1.800 13 4v4c0 3-2 5.200-5 6.300C5 13.200 3 11 3 8V4Z" />,
  bell: <path d="M3.500 11.500c1-1 1.200-2 1.200-4a3.300 3.300 0 0 1 6.600 0c0 2 .2 3 1.200 4ZM6.800 13.800h2.400" />,
  layers: <path d="m8 2 6 3-6 3-6-3ZM2 8.500l6 3 6-3M2 11.700l6 3 6-3" />,
  gear: (
    <>
      <circle cx="8" cy="8" r="2.200" />
      <path d="M8 1.800v2m0 8.400v2M1.800 8h2m8.400 0h2M3.600 3.600 5 5m6 6 1.400 1.400m0-8.800L11 5m-6 6-1.400 1.400" />
    </>
  ),
  search: (
    <>
      <circle cx="7" cy="7" r="4.200" />
      <path d="m10.200 10.200 3.300 3.300" />
    </>
  ),
  plus: <path d="M8 3v10M3 8h10" />,
  send: (
    <>
      <path d="m2 7.500 12-5-4 11.500-2.700-4.300Z" />
      <path d="M7.300 9.700 14 2.500" />
    </>
  ),
  copy: (
    <>
      <rect x="5.500" y="5.500" width="8" height="8" rx="1.500" />
      <path d="M3.500 10.500h-1v-8h8v1" />
    </>
  ),
  check: <path d="m3 8.500 3.500 3.500L13 4.500" />,
  cross: <path d="m4 4 8 8m0-8-8 8" />,
  info: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 7.500v3.500m0-6v.1" />
    </>
  ),
  alert: (
    <>
      <path d="M8 2.500 14.500 13.500h-13Z" />
      <path d="M8 6.500v3.500m0 1.800v.1" />
    </>
  ),
  mail: (
    <>
      <rect x="2" y="3.500" width="12" height="9" rx="1.500" />
      <path d="m2.500 4.500 5.500 4 5.500-4" />
    </>
  ),
  out: <path d="M6.500 2.500h-3v11h3M6.500 8h7m-2.500-2.500L13.500 8 11 10.500" />,
  down: <path d="M8 2.500v8m-3-3 3 3 3-3M2.500 13.500h11" />,
  passkey: (
    <>
      <circle cx="6" cy="5" r="2.500" />
      <path d="M1.500 13.500c.5-3 2-4.500 4.500-4.500 1 0 1.800.2 2.500.7M12 7.500a1.800 1.800 0 1 1 .1 0v6l-1.200-1" />
    </>
  ),
  next: <path d="m6 3.500 4.500 4.500L6 12.500" />,
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" width={size} height={size} aria-hidden="true">
      {paths[name]}
    </svg>
  );
}
