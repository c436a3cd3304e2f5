CREATE TABLE "user_import_keys" (
	"import_sid" text NOT NULL,
	"hash" text NOT NULL,
	"line" integer NOT NULL,
	CONSTRAINT "user_import_keys_import_sid_hash_pk" PRIMARY KEY("import_sid","hash")
);
--> statement-breakpoint
CREATE TABLE "user_import_parts" (
	"import_sid" text NOT NULL,
	"place" integer NOT NULL,
	"first_line" integer NOT NULL,
	"sealed_lines" text,
	"results" jsonb,
	CONSTRAINT "user_import_parts_import_sid_place_pk" PRIMARY KEY("import_sid","place")
);
--> statement-breakpoint
CREATE TABLE "user_imports" (
	"sid" text PRIMARY KEY NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text,
	"status" text NOT NULL,
	"dry_run" boolean NOT NULL,
	"adopt" boolean NOT NULL,
	"firebase" jsonb,
	"lines" integer DEFAULT 0 NOT NULL,
	"created" integer DEFAULT 0 NOT NULL,
	"updated" integer DEFAULT 0 NOT NULL,
	"unchanged" integer DEFAULT 0 NOT NULL,
	"refused" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "external_id" text;--> statement-breakpoint
ALTER TABLE "user_import_parts" ADD CONSTRAINT "user_import_parts_import_sid_user_imports_sid_fk" FOREIGN KEY ("import_sid") REFERENCES "public"."user_imports"("sid") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "user_import_parts_open" ON "user_import_parts" USING btree ("import_sid","place") WHERE sealed_lines is not null;--> statement-breakpoint
CREATE INDEX "user_imports_open" ON "user_imports" USING btree ("sid") WHERE status in ('receiving', 'waiting', 'running');--> statement-breakpoint
CREATE UNIQUE INDEX "users_external_id" ON "users" USING btree ("external_id") WHERE external_id is not null;