CREATE TABLE "naming_keys" (
	"generation" integer PRIMARY KEY NOT NULL,
	"copies" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
