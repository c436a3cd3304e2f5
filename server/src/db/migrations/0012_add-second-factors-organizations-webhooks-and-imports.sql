CREATE TABLE "alert_looks" (
	"name" text PRIMARY KEY NOT NULL,
	"next_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "alert_settings" (
	"id" text PRIMARY KEY NOT NULL,
	"document" jsonb NOT NULL,
	"version" integer NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "alert_settings_one" CHECK ("alert_settings"."id" = 'live')
);
--> statement-breakpoint
CREATE TABLE "alerts" (
	"sid" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"part" text DEFAULT '' NOT NULL,
	"service_sid" text,
	"name" text NOT NULL,
	"facts" jsonb NOT NULL,
	"mail" text NOT NULL,
	"raised_at" timestamp with time zone DEFAULT now() NOT NULL,
	"seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone,
	"end_reason" text
);
--> statement-breakpoint
CREATE TABLE "event_outbox" (
	"sid" text PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"service_sid" text,
	"data" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "admin_links" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"user_sid" text NOT NULL,
	"role" text NOT NULL,
	"is_new" boolean NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "admin_links_role" CHECK ("admin_links"."role" in ('viewer', 'operator', 'admin'))
);
--> statement-breakpoint
CREATE TABLE "admins" (
	"user_sid" text PRIMARY KEY NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "admins_role" CHECK ("admins"."role" in ('viewer', 'operator', 'admin'))
);
--> statement-breakpoint
CREATE TABLE "console_sessions" (
	"sid" text PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"user_sid" text NOT NULL,
	"device" text NOT NULL,
	"by_passkey" boolean NOT NULL,
	"proved_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"used_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
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
--> statement-breakpoint
CREATE TABLE "challenges" (
	"sid" text PRIMARY KEY NOT NULL,
	"factor_sid" text NOT NULL,
	"entity_sid" text NOT NULL,
	"status" text DEFAULT 'pending' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"details" jsonb,
	"hidden_details" jsonb,
	"metadata" jsonb,
	"expires_at" timestamp with time zone NOT NULL,
	"responded_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "challenges_status" CHECK ("challenges"."status" in ('pending', 'approved', 'expired'))
);
--> statement-breakpoint
CREATE TABLE "entities" (
	"sid" text PRIMARY KEY NOT NULL,
	"service_sid" text NOT NULL,
	"identity" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "entities_identity" UNIQUE("service_sid","identity")
);
--> statement-breakpoint
CREATE TABLE "factors" (
	"sid" text PRIMARY KEY NOT NULL,
	"entity_sid" text NOT NULL,
	"friendly_name" text NOT NULL,
	"status" text DEFAULT 'unverified' NOT NULL,
	"sealed_secret" text NOT NULL,
	"alg" text NOT NULL,
	"code_length" integer NOT NULL,
	"time_step" integer NOT NULL,
	"skew" integer NOT NULL,
	"metadata" jsonb,
	"last_step" integer DEFAULT -1 NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"wait_until" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "factors_status" CHECK ("factors"."status" in ('unverified', 'verified'))
);
--> statement-breakpoint
CREATE TABLE "counted_hours" (
	"hour" timestamp with time zone PRIMARY KEY NOT NULL,
	"counted_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "verification_hours" (
	"hour" timestamp with time zone NOT NULL,
	"service_sid" text NOT NULL,
	"country" text NOT NULL,
	"connector" text NOT NULL,
	"begun" integer NOT NULL,
	"sent" integer NOT NULL,
	"delivered" integer NOT NULL,
	"verified" integer NOT NULL,
	"lost" jsonb NOT NULL,
	"verify_seconds" integer[] NOT NULL,
	"deliver_seconds" integer[] NOT NULL,
	CONSTRAINT "verification_hours_hour_service_sid_country_connector_pk" PRIMARY KEY("hour","service_sid","country","connector")
);
--> statement-breakpoint
CREATE TABLE "limit_alarm_days" (
	"service_sid" text NOT NULL,
	"alarm" text NOT NULL,
	"day" date NOT NULL,
	"country" text NOT NULL,
	"raised" integer DEFAULT 0 NOT NULL,
	"refused" integer DEFAULT 0 NOT NULL,
	"challenged" integer DEFAULT 0 NOT NULL,
	"would_refuse" integer DEFAULT 0 NOT NULL,
	"would_challenge" integer DEFAULT 0 NOT NULL,
	"passed_known" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "limit_alarm_days_service_sid_alarm_day_country_pk" PRIMARY KEY("service_sid","alarm","day","country")
);
--> statement-breakpoint
CREATE TABLE "organization_invitations" (
	"sid" text PRIMARY KEY NOT NULL,
	"organization_sid" text NOT NULL,
	"channel" text NOT NULL,
	"recipient" text,
	"country" text NOT NULL,
	"roles" jsonb NOT NULL,
	"locale" text NOT NULL,
	"token_hash" text NOT NULL,
	"key_id" text NOT NULL,
	"status" text DEFAULT 'pending' NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"invited_by" text,
	"accepted_by" text,
	"sends" integer DEFAULT 1 NOT NULL,
	"sent_at" timestamp with time zone DEFAULT now() NOT NULL,
	"notice_sid" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "organization_invitations_status" CHECK (status in ('pending', 'accepted', 'declined', 'revoked', 'expired'))
);
--> statement-breakpoint
CREATE TABLE "organization_members" (
	"organization_sid" text NOT NULL,
	"user_sid" text NOT NULL,
	"roles" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "organization_members_organization_sid_user_sid_pk" PRIMARY KEY("organization_sid","user_sid")
);
--> statement-breakpoint
CREATE TABLE "organization_roles" (
	"name" text PRIMARY KEY NOT NULL,
	"description" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "organizations" (
	"sid" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"slug" text,
	"metadata" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "passkey_answers" (
	"challenge_hash" text PRIMARY KEY NOT NULL,
	"used_for" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "passkeys" (
	"sid" text PRIMARY KEY NOT NULL,
	"user_sid" text NOT NULL,
	"rp_id" text NOT NULL,
	"is_usable" boolean DEFAULT true NOT NULL,
	"credential_id" text NOT NULL,
	"public_key" text NOT NULL,
	"counter" bigint NOT NULL,
	"transports" jsonb NOT NULL,
	"is_syncable" boolean NOT NULL,
	"is_backed_up" boolean NOT NULL,
	"aaguid" text NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "refusal_hours" (
	"hour" timestamp with time zone NOT NULL,
	"service_sid" text NOT NULL,
	"code" text NOT NULL,
	"rule" text NOT NULL,
	"times" integer NOT NULL,
	CONSTRAINT "refusal_hours_hour_service_sid_code_rule_pk" PRIMARY KEY("hour","service_sid","code","rule")
);
--> statement-breakpoint
CREATE TABLE "send_refusals" (
	"recipient_key" text NOT NULL,
	"service_sid" text NOT NULL,
	"purpose" text NOT NULL,
	"code" text NOT NULL,
	"rule" text NOT NULL,
	"times" integer NOT NULL,
	"first_at" timestamp with time zone NOT NULL,
	"last_at" timestamp with time zone NOT NULL,
	"until" timestamp with time zone,
	CONSTRAINT "send_refusals_recipient_key_service_sid_purpose_code_rule_pk" PRIMARY KEY("recipient_key","service_sid","purpose","code","rule")
);
--> statement-breakpoint
CREATE TABLE "block_list" (
	"sid" text PRIMARY KEY NOT NULL,
	"prefix" text NOT NULL,
	"note" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "block_list_prefix_unique" UNIQUE("prefix")
);
--> statement-breakpoint
CREATE TABLE "user_recovery_codes" (
	"user_sid" text NOT NULL,
	"hash" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "user_recovery_codes_user_sid_hash_pk" PRIMARY KEY("user_sid","hash")
);
--> statement-breakpoint
CREATE TABLE "user_totp" (
	"user_sid" text PRIMARY KEY NOT NULL,
	"sealed_secret" text NOT NULL,
	"last_step" integer DEFAULT -1 NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"wait_until" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"confirmed_at" timestamp with time zone,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "webhook_deliveries" (
	"sid" text PRIMARY KEY NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "webhook_deliveries_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"endpoint_sid" text NOT NULL,
	"event_sid" text NOT NULL,
	"type" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"service_sid" text,
	"facts" jsonb NOT NULL,
	"happened_at" timestamp with time zone NOT NULL,
	"status" text DEFAULT 'waiting' NOT NULL,
	"next_at" timestamp with time zone DEFAULT now() NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"tried_at" timestamp with time zone,
	"answer" integer,
	"problem" text,
	"replayed_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "webhook_deliveries_status" CHECK ("webhook_deliveries"."status" in ('waiting', 'sending', 'delivered', 'dead'))
);
--> statement-breakpoint
CREATE TABLE "webhook_endpoints" (
	"sid" text PRIMARY KEY NOT NULL,
	"service_sid" text,
	"url" text NOT NULL,
	"event_types" jsonb NOT NULL,
	"include_numbers" boolean DEFAULT false NOT NULL,
	"description" text,
	"status" text DEFAULT 'enabled' NOT NULL,
	"sealed_secret" text NOT NULL,
	"sealed_old_secret" text,
	"old_secret_until" timestamp with time zone,
	"failing_since" timestamp with time zone,
	"failures" integer DEFAULT 0 NOT NULL,
	"paused_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "webhook_endpoints_status" CHECK ("webhook_endpoints"."status" in ('enabled', 'paused', 'disabled'))
);
--> statement-breakpoint
ALTER TABLE "applications" ADD COLUMN "is_console" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "audit_events" ADD COLUMN "outgoing" boolean;--> statement-breakpoint
ALTER TABLE "limit_alarms" ADD COLUMN "service_sid" text;--> statement-breakpoint
ALTER TABLE "limit_alarms" ADD COLUMN "alarm" text;--> statement-breakpoint
ALTER TABLE "limit_alarms" ADD COLUMN "scope" text;--> statement-breakpoint
ALTER TABLE "limit_alarms" ADD COLUMN "country" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "proved_by" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "known_devices" ADD COLUMN "passkey_offered_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "admins" ADD CONSTRAINT "admins_user_sid_users_sid_fk" FOREIGN KEY ("user_sid") REFERENCES "public"."users"("sid") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "console_sessions" ADD CONSTRAINT "console_sessions_user_sid_admins_user_sid_fk" FOREIGN KEY ("user_sid") REFERENCES "public"."admins"("user_sid") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "challenges" ADD CONSTRAINT "challenges_factor_sid_factors_sid_fk" FOREIGN KEY ("factor_sid") REFERENCES "public"."factors"("sid") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "entities" ADD CONSTRAINT "entities_service_sid_services_sid_fk" FOREIGN KEY ("service_sid") REFERENCES "public"."services"("sid") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "factors" ADD CONSTRAINT "factors_entity_sid_entities_sid_fk" FOREIGN KEY ("entity_sid") REFERENCES "public"."entities"("sid") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organization_invitations" ADD CONSTRAINT "organization_invitations_organization_sid_organizations_sid_fk" FOREIGN KEY ("organization_sid") REFERENCES "public"."organizations"("sid") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organization_invitations" ADD CONSTRAINT "organization_invitations_invited_by_users_sid_fk" FOREIGN KEY ("invited_by") REFERENCES "public"."users"("sid") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organization_invitations" ADD CONSTRAINT "organization_invitations_accepted_by_users_sid_fk" FOREIGN KEY ("accepted_by") REFERENCES "public"."users"("sid") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organization_members" ADD CONSTRAINT "organization_members_organization_sid_organizations_sid_fk" FOREIGN KEY ("organization_sid") REFERENCES "public"."organizations"("sid") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organization_members" ADD CONSTRAINT "organization_members_user_sid_users_sid_fk" FOREIGN KEY ("user_sid") REFERENCES "public"."users"("sid") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passkeys" ADD CONSTRAINT "passkeys_user_sid_users_sid_fk" FOREIGN KEY ("user_sid") REFERENCES "public"."users"("sid") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_recovery_codes" ADD CONSTRAINT "user_recovery_codes_user_sid_users_sid_fk" FOREIGN KEY ("user_sid") REFERENCES "public"."users"("sid") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_totp" ADD CONSTRAINT "user_totp_user_sid_users_sid_fk" FOREIGN KEY ("user_sid") REFERENCES "public"."users"("sid") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_endpoint_sid_webhook_endpoints_sid_fk" FOREIGN KEY ("endpoint_sid") REFERENCES "public"."webhook_endpoints"("sid") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "alerts_open" ON "alerts" USING btree ("kind","subject_id","part") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "alerts_subject" ON "alerts" USING btree ("kind","subject_id","part","raised_at");--> statement-breakpoint
CREATE INDEX "alerts_ended" ON "alerts" USING btree ("ended_at") WHERE ended_at is not null;--> statement-breakpoint
CREATE INDEX "admin_links_expires_at" ON "admin_links" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "console_sessions_token" ON "console_sessions" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "console_sessions_user" ON "console_sessions" USING btree ("user_sid");--> statement-breakpoint
CREATE INDEX "console_sessions_used_at" ON "console_sessions" USING btree ("used_at");--> statement-breakpoint
CREATE INDEX "challenges_entity" ON "challenges" USING btree ("entity_sid","sid");--> statement-breakpoint
CREATE INDEX "challenges_factor" ON "challenges" USING btree ("factor_sid","created_at");--> statement-breakpoint
CREATE INDEX "challenges_created_at" ON "challenges" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "challenges_pending" ON "challenges" USING btree ("expires_at") WHERE status = 'pending';--> statement-breakpoint
CREATE INDEX "entities_service" ON "entities" USING btree ("service_sid","sid");--> statement-breakpoint
CREATE INDEX "factors_entity" ON "factors" USING btree ("entity_sid","sid");--> statement-breakpoint
CREATE INDEX "factors_unverified" ON "factors" USING btree ("created_at") WHERE status = 'unverified';--> statement-breakpoint
CREATE INDEX "limit_alarm_days_day" ON "limit_alarm_days" USING btree ("day");--> statement-breakpoint
CREATE UNIQUE INDEX "organization_invitations_token" ON "organization_invitations" USING btree ("token_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "organization_invitations_pending" ON "organization_invitations" USING btree ("organization_sid","recipient") WHERE status = 'pending' and recipient is not null;--> statement-breakpoint
CREATE INDEX "organization_invitations_list" ON "organization_invitations" USING btree ("organization_sid","sid");--> statement-breakpoint
CREATE INDEX "organization_invitations_recipient" ON "organization_invitations" USING btree ("recipient") WHERE recipient is not null;--> statement-breakpoint
CREATE INDEX "organization_invitations_invited_by" ON "organization_invitations" USING btree ("invited_by") WHERE invited_by is not null;--> statement-breakpoint
CREATE INDEX "organization_invitations_accepted_by" ON "organization_invitations" USING btree ("accepted_by") WHERE accepted_by is not null;--> statement-breakpoint
CREATE INDEX "organization_members_user" ON "organization_members" USING btree ("user_sid","organization_sid");--> statement-breakpoint
CREATE UNIQUE INDEX "organizations_slug" ON "organizations" USING btree ("slug");--> statement-breakpoint
CREATE INDEX "organizations_name" ON "organizations" USING btree (lower("name") text_pattern_ops);--> statement-breakpoint
CREATE INDEX "passkey_answers_created" ON "passkey_answers" USING btree ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "passkeys_credential" ON "passkeys" USING btree ("credential_id");--> statement-breakpoint
CREATE INDEX "passkeys_user" ON "passkeys" USING btree ("user_sid");--> statement-breakpoint
CREATE INDEX "send_refusals_last" ON "send_refusals" USING btree ("last_at");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_due" ON "webhook_deliveries" USING btree ("endpoint_sid","next_at","seq") WHERE status in ('waiting', 'sending');--> statement-breakpoint
CREATE INDEX "webhook_deliveries_subject" ON "webhook_deliveries" USING btree ("endpoint_sid","subject_id","seq") WHERE status in ('waiting', 'sending');--> statement-breakpoint
CREATE INDEX "webhook_deliveries_sending" ON "webhook_deliveries" USING btree ("endpoint_sid","next_at") WHERE status = 'sending';--> statement-breakpoint
CREATE INDEX "webhook_deliveries_dead" ON "webhook_deliveries" USING btree ("endpoint_sid","seq") WHERE status = 'dead';--> statement-breakpoint
CREATE INDEX "webhook_deliveries_endpoint" ON "webhook_deliveries" USING btree ("endpoint_sid","sid");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_created" ON "webhook_deliveries" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "webhook_endpoints_service" ON "webhook_endpoints" USING btree ("service_sid") WHERE service_sid is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "applications_console" ON "applications" USING btree ("is_console") WHERE is_console;--> statement-breakpoint
CREATE INDEX "audit_events_outgoing" ON "audit_events" USING btree ("sid") WHERE outgoing;--> statement-breakpoint
CREATE INDEX "limit_alarms_service" ON "limit_alarms" USING btree ("service_sid");