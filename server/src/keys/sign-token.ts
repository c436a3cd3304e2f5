export type SignToken = (content: { typ: string; payload: Record<string, unknown> }) => Promise<string>;
