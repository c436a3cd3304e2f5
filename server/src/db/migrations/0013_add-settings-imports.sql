CREATE TABLE "settings_imports" (
	"sid" text PRIMARY KEY NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text,
	"before" jsonb NOT NULL,
	"connector_versions" jsonb NOT NULL,
	"made" jsonb NOT NULL,
	"counts" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"undone_at" timestamp with time zone
);
