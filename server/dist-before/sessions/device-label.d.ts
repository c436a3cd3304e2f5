/** `Chrome · Android`; empty for what no one knows. */
export declare function deviceLabel(userAgent: string | undefined): string;
