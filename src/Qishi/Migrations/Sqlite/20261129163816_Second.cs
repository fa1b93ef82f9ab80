using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Qishi.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Second : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_reg_shareholder_reg_person_person_id",
                table: "reg_shareholder");

            migrationBuilder.RenameColumn(
                name: "ours",
                table: "exc_reconciliation",
                newName: "sent");

            migrationBuilder.AddColumn<DateTime>(
                name: "escalated_at",
                table: "stu_case",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AlterColumn<Guid>(
                name: "person_id",
                table: "reg_shareholder",
                type: "TEXT",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "TEXT");

            migrationBuilder.AddColumn<bool>(
                name: "farmer",
                table: "reg_shareholder",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "liability",
                table: "reg_shareholder",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "organisation_id",
                table: "reg_shareholder",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "paid_fen",
                table: "reg_shareholder",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "edition",
                table: "reg_scope_item",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "note",
                table: "reg_scope_item",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "to",
                table: "reg_scope_item",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "id_kind",
                table: "reg_person",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "nationality",
                table: "reg_person",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "three",
                table: "reg_name_gram",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<DateOnly>(
                name: "back_asked_on",
                table: "reg_licence",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "back_on",
                table: "reg_licence",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "void_on",
                table: "reg_licence",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "address_code",
                table: "reg_entity",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "beneficial",
                table: "reg_entity",
                type: "TEXT",
                maxLength: 40,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<DateOnly>(
                name: "beneficial_due_on",
                table: "reg_entity",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "consent",
                table: "reg_entity",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "currency",
                table: "reg_entity",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "grid",
                table: "reg_entity",
                type: "TEXT",
                maxLength: 30,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "host_uscc",
                table: "reg_entity",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "legacy_no",
                table: "reg_entity",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "name_stopped_on",
                table: "reg_entity",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "parent_name",
                table: "reg_entity",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "parent_uscc",
                table: "reg_entity",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "type_code",
                table: "reg_entity",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "type_text",
                table: "reg_entity",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "acknowledged",
                table: "exc_reconciliation",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "by",
                table: "exc_reconciliation",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<DateTime>(
                name: "from",
                table: "exc_reconciliation",
                type: "TEXT",
                nullable: false,
                defaultValue: new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified));

            migrationBuilder.AddColumn<int>(
                name: "mended",
                table: "exc_reconciliation",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "recorded",
                table: "exc_reconciliation",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<Guid>(
                name: "run_id",
                table: "exc_reconciliation",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<DateTime>(
                name: "to",
                table: "exc_reconciliation",
                type: "TEXT",
                nullable: false,
                defaultValue: new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified));

            migrationBuilder.AddColumn<string>(
                name: "channel",
                table: "exc_receipt",
                type: "TEXT",
                maxLength: 20,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "proof",
                table: "exc_receipt",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "signature_batch_id",
                table: "exc_receipt",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "at_desk",
                table: "exc_hand_over",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "due_provisional",
                table: "exc_hand_over",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "message_digest",
                table: "exc_hand_over",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "offered_at",
                table: "exc_hand_over",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "overdue_alerted_at",
                table: "exc_hand_over",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "payload_salt",
                table: "exc_hand_over",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "proof",
                table: "exc_hand_over",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "route",
                table: "exc_hand_over",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "signature_batch_id",
                table: "exc_hand_over",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "signed_due_at",
                table: "exc_hand_over",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "case_no",
                table: "exc_difference",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "entity_name",
                table: "exc_difference",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "found_at",
                table: "exc_difference",
                type: "TEXT",
                nullable: false,
                defaultValue: new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified));

            migrationBuilder.AddColumn<Guid>(
                name: "hand_over_id",
                table: "exc_difference",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "last_seen_at",
                table: "exc_difference",
                type: "TEXT",
                nullable: false,
                defaultValue: new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified));

            migrationBuilder.AddColumn<DateTime>(
                name: "mended_at",
                table: "exc_difference",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "mended_by",
                table: "exc_difference",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "mended_how",
                table: "exc_difference",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "ordered_at",
                table: "exc_difference",
                type: "TEXT",
                nullable: false,
                defaultValue: new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified));

            migrationBuilder.AddColumn<int>(
                name: "version",
                table: "exc_difference",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTime>(
                name: "last_fetch_at",
                table: "exc_department",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "route",
                table: "exc_attempt",
                type: "TEXT",
                maxLength: 40,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "exc_carrier",
                columns: table => new
                {
                    code = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    endpoint = table.Column<string>(type: "TEXT", nullable: false),
                    secret = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_exc_carrier", x => x.code);
                });

            migrationBuilder.CreateTable(
                name: "exc_certificate",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    owner = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    fingerprint = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    serial = table.Column<string>(type: "TEXT", nullable: false),
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    issuer = table.Column<string>(type: "TEXT", nullable: false),
                    valid_from = table.Column<DateTime>(type: "TEXT", nullable: false),
                    valid_to = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ended_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    compromised = table.Column<bool>(type: "INTEGER", nullable: false),
                    end_reason = table.Column<string>(type: "TEXT", nullable: true),
                    ended_by = table.Column<string>(type: "TEXT", nullable: true),
                    der = table.Column<string>(type: "TEXT", nullable: false),
                    private_key = table.Column<string>(type: "TEXT", nullable: true),
                    added_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    added_by = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_exc_certificate", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "exc_route",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    department = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    proposed_by_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    proposed_by = table.Column<string>(type: "TEXT", nullable: false),
                    proposed_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    decided_by_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    decided_by = table.Column<string>(type: "TEXT", nullable: true),
                    approved_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    rejected_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_exc_route", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "exc_settled_letter",
                columns: table => new
                {
                    receipt_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    note = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    settled_by_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    settled_by = table.Column<string>(type: "TEXT", nullable: false),
                    settled_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_exc_settled_letter", x => x.receipt_id);
                });

            migrationBuilder.CreateTable(
                name: "exc_signature_batch",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    source = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    certificate = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    signed_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    size = table.Column<int>(type: "INTEGER", nullable: false),
                    root = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    signature = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_exc_signature_batch", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ins_absence",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    account_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    to = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ins_absence", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ins_alert",
                columns: table => new
                {
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ins_alert", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "ins_assignment",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    task_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    department = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    by = table.Column<string>(type: "TEXT", nullable: false),
                    seed = table.Column<string>(type: "TEXT", nullable: false),
                    problem_file = table.Column<string>(type: "TEXT", nullable: false),
                    inspectors = table.Column<int>(type: "INTEGER", nullable: false),
                    objects = table.Column<int>(type: "INTEGER", nullable: false),
                    largest_half_points = table.Column<int>(type: "INTEGER", nullable: false),
                    largest_capacity = table.Column<int>(type: "INTEGER", nullable: false),
                    bound_half_points = table.Column<int>(type: "INTEGER", nullable: false),
                    bound_capacity = table.Column<int>(type: "INTEGER", nullable: false),
                    gap = table.Column<double>(type: "REAL", nullable: false),
                    optimal = table.Column<bool>(type: "INTEGER", nullable: false),
                    mixed = table.Column<int>(type: "INTEGER", nullable: false),
                    ratio_before = table.Column<double>(type: "REAL", nullable: true),
                    variation_before = table.Column<double>(type: "REAL", nullable: false),
                    gini_before = table.Column<double>(type: "REAL", nullable: false),
                    ratio_after = table.Column<double>(type: "REAL", nullable: true),
                    variation_after = table.Column<double>(type: "REAL", nullable: false),
                    gini_after = table.Column<double>(type: "REAL", nullable: false),
                    remarks = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ins_assignment", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ins_baseline",
                columns: table => new
                {
                    code = table.Column<string>(type: "TEXT", nullable: false),
                    value = table.Column<double>(type: "REAL", nullable: false),
                    period = table.Column<string>(type: "TEXT", nullable: false),
                    source = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ins_baseline", x => x.code);
                });

            migrationBuilder.CreateTable(
                name: "ins_conflict",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    account_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    object_code = table.Column<string>(type: "TEXT", nullable: false),
                    relation = table.Column<string>(type: "TEXT", nullable: false),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    to = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    evidence = table.Column<string>(type: "TEXT", nullable: false),
                    declared_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ins_conflict", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ins_draw",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    task_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    no = table.Column<string>(type: "TEXT", maxLength: 50, nullable: false),
                    round = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    terms = table.Column<string>(type: "TEXT", nullable: false),
                    pool_digest = table.Column<string>(type: "TEXT", nullable: false),
                    pool_file = table.Column<string>(type: "TEXT", nullable: false),
                    roster_file = table.Column<string>(type: "TEXT", nullable: false),
                    pool_size = table.Column<int>(type: "INTEGER", nullable: false),
                    quota = table.Column<int>(type: "INTEGER", nullable: false),
                    frozen_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    frozen_by = table.Column<string>(type: "TEXT", nullable: false),
                    public_number = table.Column<string>(type: "TEXT", nullable: true),
                    public_number_source = table.Column<string>(type: "TEXT", nullable: true),
                    seed = table.Column<string>(type: "TEXT", nullable: true),
                    drawn_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    stop_reason = table.Column<string>(type: "TEXT", nullable: true),
                    stop_asked_by_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    stop_asked_by = table.Column<string>(type: "TEXT", nullable: true),
                    stopped_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    stopped_by = table.Column<string>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ins_draw", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ins_field_entry",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    visit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    account_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    by = table.Column<string>(type: "TEXT", nullable: false),
                    key = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    value = table.Column<string>(type: "TEXT", nullable: false),
                    material_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    received_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ins_field_entry", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ins_follow_up",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    task_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    visit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    visit_no = table.Column<string>(type: "TEXT", nullable: false),
                    object_code = table.Column<string>(type: "TEXT", nullable: false),
                    object_name = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    result_code = table.Column<string>(type: "TEXT", nullable: false),
                    handler = table.Column<string>(type: "TEXT", nullable: false),
                    due_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    outcome = table.Column<string>(type: "TEXT", nullable: true),
                    linked_no = table.Column<string>(type: "TEXT", nullable: true),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    done_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    done_by = table.Column<string>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ins_follow_up", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ins_handed_up",
                columns: table => new
                {
                    visit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    visit_no = table.Column<string>(type: "TEXT", nullable: false),
                    object_name = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    file = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    round = table.Column<int>(type: "INTEGER", nullable: false),
                    sent_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    answered_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    reason = table.Column<string>(type: "TEXT", nullable: true),
                    upper_code = table.Column<string>(type: "TEXT", nullable: true),
                    upper_name = table.Column<string>(type: "TEXT", nullable: true),
                    note = table.Column<string>(type: "TEXT", nullable: true),
                    mended_by = table.Column<string>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ins_handed_up", x => x.visit_id);
                });

            migrationBuilder.CreateTable(
                name: "ins_import",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    file_name = table.Column<string>(type: "TEXT", nullable: false),
                    rows_file = table.Column<string>(type: "TEXT", nullable: false),
                    added = table.Column<int>(type: "INTEGER", nullable: false),
                    changed = table.Column<int>(type: "INTEGER", nullable: false),
                    same = table.Column<int>(type: "INTEGER", nullable: false),
                    bad = table.Column<int>(type: "INTEGER", nullable: false),
                    uploaded_by = table.Column<string>(type: "TEXT", nullable: false),
                    uploaded_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    applied_by = table.Column<string>(type: "TEXT", nullable: true),
                    applied_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ins_import", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ins_inspector",
                columns: table => new
                {
                    account_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    staff_no = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    department = table.Column<string>(type: "TEXT", nullable: false),
                    cert_no = table.Column<string>(type: "TEXT", nullable: true),
                    cert_issuer = table.Column<string>(type: "TEXT", nullable: true),
                    cert_from = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    cert_to = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    cert = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    duty = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    can_lead = table.Column<bool>(type: "INTEGER", nullable: false),
                    specialities = table.Column<string>(type: "TEXT", nullable: false),
                    capacity = table.Column<int>(type: "INTEGER", nullable: false),
                    active = table.Column<bool>(type: "INTEGER", nullable: false),
                    declared_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ins_inspector", x => x.account_id);
                });

            migrationBuilder.CreateTable(
                name: "ins_item",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    code = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    department = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    department_name = table.Column<string>(type: "TEXT", nullable: false),
                    category = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    type = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    methods = table.Column<string>(type: "TEXT", nullable: false),
                    basis = table.Column<string>(type: "TEXT", nullable: false),
                    points = table.Column<string>(type: "TEXT", nullable: false),
                    level = table.Column<string>(type: "TEXT", nullable: false),
                    speciality = table.Column<string>(type: "TEXT", nullable: true),
                    tag = table.Column<string>(type: "TEXT", nullable: true),
                    ratio_cap_bp = table.Column<int>(type: "INTEGER", nullable: true),
                    jointable = table.Column<bool>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    to = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    change_reason = table.Column<string>(type: "TEXT", nullable: false),
                    proposed_by_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    proposed_by = table.Column<string>(type: "TEXT", nullable: false),
                    proposed_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    decided_by = table.Column<string>(type: "TEXT", nullable: true),
                    published_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ins_item", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ins_joint_item",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    code = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    lead = table.Column<string>(type: "TEXT", nullable: false),
                    items = table.Column<string>(type: "TEXT", nullable: false),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    to = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    published_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ins_joint_item", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ins_legacy_code",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    upstream = table.Column<string>(type: "TEXT", nullable: false),
                    code = table.Column<string>(type: "TEXT", nullable: false),
                    unit = table.Column<string>(type: "TEXT", nullable: false),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    to = table.Column<DateOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ins_legacy_code", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ins_object",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    address = table.Column<string>(type: "TEXT", nullable: false),
                    station = table.Column<string>(type: "TEXT", nullable: true),
                    main_class = table.Column<string>(type: "TEXT", nullable: false),
                    tags = table.Column<string>(type: "TEXT", nullable: false),
                    status = table.Column<string>(type: "TEXT", nullable: false),
                    drawable = table.Column<bool>(type: "INTEGER", nullable: false),
                    credit = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    credit_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    last_check_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    source = table.Column<string>(type: "TEXT", nullable: false),
                    synced_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ins_object", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ins_office_record",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    no = table.Column<string>(type: "TEXT", nullable: false),
                    title = table.Column<string>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    published_on = table.Column<DateOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ins_office_record", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ins_plan",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    no = table.Column<string>(type: "TEXT", nullable: false),
                    year = table.Column<int>(type: "INTEGER", nullable: false),
                    department = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    proposed_by_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    proposed_by = table.Column<string>(type: "TEXT", nullable: false),
                    approved_by = table.Column<string>(type: "TEXT", nullable: true),
                    published_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    file_no = table.Column<string>(type: "TEXT", nullable: true),
                    filed_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    adjust_reason = table.Column<string>(type: "TEXT", nullable: true),
                    edition = table.Column<int>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ins_plan", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ins_plan_merge",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    first_line = table.Column<Guid>(type: "TEXT", nullable: false),
                    second_line = table.Column<Guid>(type: "TEXT", nullable: false),
                    accepted = table.Column<bool>(type: "INTEGER", nullable: false),
                    joint_line = table.Column<Guid>(type: "TEXT", nullable: true),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    decided_by = table.Column<string>(type: "TEXT", nullable: false),
                    decided_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ins_plan_merge", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ins_tag_rule",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    tag = table.Column<string>(type: "TEXT", nullable: false),
                    by = table.Column<string>(type: "TEXT", nullable: false),
                    value = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ins_tag_rule", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ins_task",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    no = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    plan_line_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    type = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    source_ref = table.Column<string>(type: "TEXT", nullable: true),
                    from_above = table.Column<bool>(type: "INTEGER", nullable: false),
                    initiator = table.Column<string>(type: "TEXT", nullable: false),
                    members = table.Column<string>(type: "TEXT", nullable: false),
                    items = table.Column<string>(type: "TEXT", nullable: false),
                    scope_kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    scope_object_kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    scope_station = table.Column<string>(type: "TEXT", nullable: true),
                    scope_tag = table.Column<string>(type: "TEXT", nullable: true),
                    scope_industry = table.Column<string>(type: "TEXT", nullable: true),
                    scope_mode = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    scope_share_bp = table.Column<int>(type: "INTEGER", nullable: true),
                    scope_count = table.Column<int>(type: "INTEGER", nullable: true),
                    scope_shares_bp = table.Column<string>(type: "TEXT", nullable: true),
                    match = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    start_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    due_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    unannounced = table.Column<bool>(type: "INTEGER", nullable: false),
                    half_points = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    state_since = table.Column<DateTime>(type: "TEXT", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    proposed_by_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    proposed_by = table.Column<string>(type: "TEXT", nullable: false),
                    approved_by = table.Column<string>(type: "TEXT", nullable: true),
                    approved_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    dispatched_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    stop_reason = table.Column<string>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ins_task", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ins_team_change",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    visit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    department = table.Column<string>(type: "TEXT", nullable: false),
                    @out = table.Column<Guid>(name: "out", type: "TEXT", nullable: false),
                    @in = table.Column<Guid>(name: "in", type: "TEXT", nullable: false),
                    out_name = table.Column<string>(type: "TEXT", nullable: false),
                    in_name = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    drawn = table.Column<bool>(type: "INTEGER", nullable: false),
                    proposed_by_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    proposed_by = table.Column<string>(type: "TEXT", nullable: false),
                    proposed_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    decided_by = table.Column<string>(type: "TEXT", nullable: true),
                    decided_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    approved = table.Column<bool>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ins_team_change", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ins_unit_merge",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    old_unit = table.Column<string>(type: "TEXT", nullable: false),
                    new_unit = table.Column<string>(type: "TEXT", nullable: false),
                    effective_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    proposed_by_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    proposed_by = table.Column<string>(type: "TEXT", nullable: false),
                    confirmed_by = table.Column<string>(type: "TEXT", nullable: true),
                    confirmed_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    moved = table.Column<int>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ins_unit_merge", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ins_unit_neighbour",
                columns: table => new
                {
                    unit = table.Column<string>(type: "TEXT", nullable: false),
                    place = table.Column<int>(type: "INTEGER", nullable: false),
                    neighbour = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ins_unit_neighbour", x => new { x.unit, x.place });
                });

            migrationBuilder.CreateTable(
                name: "ins_unmapped",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    task_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    upstream = table.Column<string>(type: "TEXT", nullable: false),
                    code = table.Column<string>(type: "TEXT", nullable: false),
                    object_code = table.Column<string>(type: "TEXT", nullable: false),
                    object_name = table.Column<string>(type: "TEXT", nullable: false),
                    address = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    unit = table.Column<string>(type: "TEXT", nullable: true),
                    mapped_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    mapped_by = table.Column<string>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ins_unmapped", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ins_visit",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    task_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    draw_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    no = table.Column<string>(type: "TEXT", maxLength: 50, nullable: false),
                    place = table.Column<int>(type: "INTEGER", nullable: false),
                    object_code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    object_name = table.Column<string>(type: "TEXT", nullable: false),
                    address = table.Column<string>(type: "TEXT", nullable: false),
                    station = table.Column<string>(type: "TEXT", nullable: true),
                    stratum = table.Column<int>(type: "INTEGER", nullable: false),
                    digest = table.Column<string>(type: "TEXT", nullable: true),
                    salt = table.Column<string>(type: "TEXT", nullable: true),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    state_since = table.Column<DateTime>(type: "TEXT", nullable: false),
                    due_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    half_points = table.Column<int>(type: "INTEGER", nullable: false),
                    notified_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    notice_for = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    arrived_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    left_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    checked_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    publish_due_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    publish_due_provisional = table.Column<bool>(type: "INTEGER", nullable: false),
                    published_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    not_together = table.Column<bool>(type: "INTEGER", nullable: false),
                    overall_codes = table.Column<string>(type: "TEXT", nullable: true),
                    return_reason = table.Column<string>(type: "TEXT", nullable: true),
                    reviewed_by = table.Column<string>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ins_visit", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "lic_grant",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    uscc = table.Column<string>(type: "TEXT", maxLength: 18, nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    id_number = table.Column<string>(type: "TEXT", nullable: false),
                    id_key = table.Column<string>(type: "TEXT", nullable: false),
                    role = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    matters = table.Column<string>(type: "TEXT", nullable: false),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    to = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    given_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    given_under = table.Column<Guid>(type: "TEXT", nullable: true),
                    revoked_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_lic_grant", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "lic_licence",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    uscc = table.Column<string>(type: "TEXT", maxLength: 18, nullable: false),
                    no = table.Column<int>(type: "INTEGER", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    digest = table.Column<string>(type: "TEXT", nullable: false),
                    signature = table.Column<string>(type: "TEXT", nullable: false),
                    certificate = table.Column<string>(type: "TEXT", nullable: false),
                    signed_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    document_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    state_since = table.Column<DateTime>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_lic_licence", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "lic_seal",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    owner = table.Column<string>(type: "TEXT", maxLength: 18, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    es_id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    owner_name = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    applied_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    case_no = table.Column<string>(type: "TEXT", nullable: true),
                    made_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    valid_to = table.Column<DateTime>(type: "TEXT", nullable: true),
                    filing_no = table.Column<string>(type: "TEXT", nullable: true),
                    active_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    stopped_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    resumed_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ended_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    end_reason = table.Column<string>(type: "TEXT", nullable: true),
                    bytes = table.Column<string>(type: "TEXT", nullable: true),
                    certificate = table.Column<string>(type: "TEXT", nullable: true),
                    private_key = table.Column<string>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_lic_seal", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "lic_seal_maker",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    certificate = table.Column<string>(type: "TEXT", nullable: false),
                    private_key = table.Column<string>(type: "TEXT", nullable: false),
                    valid_to = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_lic_seal_maker", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "lic_use",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    uscc = table.Column<string>(type: "TEXT", maxLength: 18, nullable: false),
                    no = table.Column<int>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    purpose = table.Column<string>(type: "TEXT", nullable: false),
                    by = table.Column<string>(type: "TEXT", nullable: false),
                    account_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    grant_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    expires_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    nonce = table.Column<string>(type: "TEXT", nullable: true),
                    result = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_lic_use", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "prm_commitment",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    case_no = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    submission_no = table.Column<int>(type: "INTEGER", nullable: false),
                    text_version = table.Column<string>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    digest = table.Column<string>(type: "TEXT", nullable: false),
                    permits = table.Column<string>(type: "TEXT", nullable: false),
                    form_digest = table.Column<string>(type: "TEXT", nullable: false),
                    told_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    signed_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    document_id = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_prm_commitment", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "prm_matter",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    code = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    department = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    department_name = table.Column<string>(type: "TEXT", nullable: true),
                    mode = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    county_no = table.Column<int>(type: "INTEGER", nullable: true),
                    address = table.Column<string>(type: "TEXT", nullable: true),
                    phone = table.Column<string>(type: "TEXT", nullable: true),
                    scope_items = table.Column<string>(type: "TEXT", nullable: false),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    to = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_prm_matter", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "prm_matter_change",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    code = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    content = table.Column<string>(type: "TEXT", nullable: true),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    proposed_by_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    proposed_by = table.Column<string>(type: "TEXT", nullable: false),
                    proposed_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    decided_by_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    decided_by = table.Column<string>(type: "TEXT", nullable: true),
                    decided_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    approved = table.Column<bool>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_prm_matter_change", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "prm_notice",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    case_no = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    uscc = table.Column<string>(type: "TEXT", maxLength: 18, nullable: false),
                    entity_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    address = table.Column<string>(type: "TEXT", nullable: false),
                    head_name = table.Column<string>(type: "TEXT", nullable: false),
                    mobile = table.Column<string>(type: "TEXT", nullable: false),
                    station = table.Column<string>(type: "TEXT", nullable: true),
                    matter = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    permit = table.Column<string>(type: "TEXT", nullable: false),
                    is_filing = table.Column<bool>(type: "INTEGER", nullable: false),
                    scope_names = table.Column<string>(type: "TEXT", nullable: false),
                    department = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    department_name = table.Column<string>(type: "TEXT", nullable: true),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    state_since = table.Column<DateTime>(type: "TEXT", nullable: false),
                    issued_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    told_applicant_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    committed_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    commitment_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    pushed_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    told_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    claim_due_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    claim_due_provisional = table.Column<bool>(type: "INTEGER", nullable: false),
                    claimed_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    claimed_by = table.Column<string>(type: "TEXT", nullable: true),
                    result_due_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    result_due_provisional = table.Column<bool>(type: "INTEGER", nullable: false),
                    result_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    permit_no = table.Column<string>(type: "TEXT", nullable: true),
                    sentence = table.Column<string>(type: "TEXT", nullable: true),
                    reminded = table.Column<int>(type: "INTEGER", nullable: false),
                    next_reminder_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    escalated = table.Column<int>(type: "INTEGER", nullable: false),
                    next_escalation_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    handed_over_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    handed_over_to = table.Column<string>(type: "TEXT", nullable: true),
                    document_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    cancel_by = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    cancel_for = table.Column<string>(type: "TEXT", maxLength: 30, nullable: true),
                    cancelled_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    cancelled_by = table.Column<string>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_prm_notice", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "reg_address",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    area_code = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    grid = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    road = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    number = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    key = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    road_key = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    longitude = table.Column<int>(type: "INTEGER", nullable: true),
                    latitude = table.Column<int>(type: "INTEGER", nullable: true),
                    source = table.Column<string>(type: "TEXT", nullable: false),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    to = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reg_address", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "reg_address_import",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    file_name = table.Column<string>(type: "TEXT", nullable: false),
                    source = table.Column<string>(type: "TEXT", nullable: false),
                    valid_from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    rows = table.Column<string>(type: "TEXT", nullable: false),
                    added = table.Column<int>(type: "INTEGER", nullable: false),
                    changed = table.Column<int>(type: "INTEGER", nullable: false),
                    same = table.Column<int>(type: "INTEGER", nullable: false),
                    ended = table.Column<int>(type: "INTEGER", nullable: false),
                    bad = table.Column<int>(type: "INTEGER", nullable: false),
                    uploaded_by = table.Column<string>(type: "TEXT", nullable: false),
                    uploaded_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    applied_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    applied_by = table.Column<string>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reg_address_import", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "reg_address_rule",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    area = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    place = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    industries = table.Column<string>(type: "TEXT", nullable: false),
                    level = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    basis = table.Column<string>(type: "TEXT", nullable: false),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    to = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    made_by = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reg_address_rule", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "reg_application",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    act = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    entity_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    uscc = table.Column<string>(type: "TEXT", nullable: true),
                    title = table.Column<string>(type: "TEXT", nullable: false),
                    open_key = table.Column<Guid>(type: "TEXT", nullable: true),
                    input = table.Column<string>(type: "TEXT", nullable: false),
                    account_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    clerk_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    clerk_name = table.Column<string>(type: "TEXT", nullable: true),
                    applicant_name = table.Column<string>(type: "TEXT", nullable: true),
                    mobile = table.Column<string>(type: "TEXT", nullable: true),
                    seen_papers = table.Column<string>(type: "TEXT", nullable: false),
                    lanes = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    saved_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    submission_no = table.Column<int>(type: "INTEGER", nullable: false),
                    submitted_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    received_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    accepted_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    decided_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    decided_by_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    decided_by = table.Column<string>(type: "TEXT", nullable: true),
                    confirmed_by_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    finished_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    due_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    due_provisional = table.Column<bool>(type: "INTEGER", nullable: false),
                    extended_until = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    late = table.Column<bool>(type: "INTEGER", nullable: false),
                    proposed = table.Column<string>(type: "TEXT", nullable: true),
                    proposed_by_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    proposed_by = table.Column<string>(type: "TEXT", nullable: true),
                    proposed_reason = table.Column<string>(type: "TEXT", nullable: true),
                    proposed_text = table.Column<string>(type: "TEXT", nullable: true),
                    delivery_way = table.Column<string>(type: "TEXT", nullable: true),
                    delivery_note = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reg_application", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "reg_archive_transfer",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    entity_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<string>(type: "TEXT", nullable: false),
                    incoming = table.Column<bool>(type: "INTEGER", nullable: false),
                    authority = table.Column<string>(type: "TEXT", nullable: false),
                    letter_no = table.Column<string>(type: "TEXT", nullable: false),
                    due_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    due_provisional = table.Column<bool>(type: "INTEGER", nullable: false),
                    opened_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    done_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    done_by = table.Column<string>(type: "TEXT", nullable: true),
                    note = table.Column<string>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reg_archive_transfer", x => x.id);
                    table.ForeignKey(
                        name: "fk_reg_archive_transfer_reg_entity_entity_id",
                        column: x => x.entity_id,
                        principalTable: "reg_entity",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "reg_auto_duty",
                columns: table => new
                {
                    day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    account_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    name = table.Column<string>(type: "TEXT", nullable: true),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reg_auto_duty", x => x.day);
                });

            migrationBuilder.CreateTable(
                name: "reg_auto_rules",
                columns: table => new
                {
                    no = table.Column<int>(type: "INTEGER", nullable: false),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    content = table.Column<string>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    proposed_by_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    proposed_by = table.Column<string>(type: "TEXT", nullable: false),
                    proposed_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    decided_by_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    decided_by = table.Column<string>(type: "TEXT", nullable: true),
                    decided_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reg_auto_rules", x => x.no);
                });

            migrationBuilder.CreateTable(
                name: "reg_auto_verdict",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    case_no = table.Column<string>(type: "TEXT", nullable: false),
                    title = table.Column<string>(type: "TEXT", nullable: false),
                    url = table.Column<string>(type: "TEXT", nullable: false),
                    approved = table.Column<bool>(type: "INTEGER", nullable: false),
                    rules_no = table.Column<int>(type: "INTEGER", nullable: false),
                    lines = table.Column<string>(type: "TEXT", nullable: false),
                    registrar_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    registrar_name = table.Column<string>(type: "TEXT", nullable: true),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    drawn = table.Column<bool>(type: "INTEGER", nullable: false),
                    right = table.Column<bool>(type: "INTEGER", nullable: true),
                    note = table.Column<string>(type: "TEXT", nullable: true),
                    checked_by = table.Column<string>(type: "TEXT", nullable: true),
                    checked_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reg_auto_verdict", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "reg_beneficial_owner",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    entity_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    basis = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    share = table.Column<int>(type: "INTEGER", nullable: true),
                    filed_on = table.Column<DateOnly>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reg_beneficial_owner", x => x.id);
                    table.ForeignKey(
                        name: "fk_reg_beneficial_owner_entity_entity_id",
                        column: x => x.entity_id,
                        principalTable: "reg_entity",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_reg_beneficial_owner_person_person_id",
                        column: x => x.person_id,
                        principalTable: "reg_person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "reg_cluster_host",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    uscc = table.Column<string>(type: "TEXT", maxLength: 18, nullable: false),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    to = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    contact = table.Column<string>(type: "TEXT", nullable: false),
                    entered_by = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reg_cluster_host", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "reg_counter",
                columns: table => new
                {
                    day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    prefix = table.Column<string>(type: "TEXT", maxLength: 4, nullable: false),
                    last = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reg_counter", x => new { x.day, x.prefix });
                });

            migrationBuilder.CreateTable(
                name: "reg_entity_change",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    entity_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<string>(type: "TEXT", nullable: false),
                    place = table.Column<int>(type: "INTEGER", nullable: false),
                    item = table.Column<string>(type: "TEXT", nullable: false),
                    before = table.Column<string>(type: "TEXT", nullable: false),
                    after = table.Column<string>(type: "TEXT", nullable: false),
                    registered = table.Column<bool>(type: "INTEGER", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reg_entity_change", x => x.id);
                    table.ForeignKey(
                        name: "fk_reg_entity_change_reg_entity_entity_id",
                        column: x => x.entity_id,
                        principalTable: "reg_entity",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "reg_extra_place",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    entity_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    area_code = table.Column<string>(type: "TEXT", nullable: false),
                    detail = table.Column<string>(type: "TEXT", nullable: false),
                    address = table.Column<string>(type: "TEXT", nullable: false),
                    address_key = table.Column<string>(type: "TEXT", nullable: false),
                    station = table.Column<string>(type: "TEXT", nullable: true),
                    proof = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    filed_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ended_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    number = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reg_extra_place", x => x.id);
                    table.ForeignKey(
                        name: "fk_reg_extra_place_reg_entity_entity_id",
                        column: x => x.entity_id,
                        principalTable: "reg_entity",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "reg_false_registration",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<string>(type: "TEXT", nullable: false),
                    entity_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    uscc = table.Column<string>(type: "TEXT", nullable: false),
                    entity_name = table.Column<string>(type: "TEXT", nullable: false),
                    claimant = table.Column<string>(type: "TEXT", nullable: false),
                    facts = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    filed_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    decide_by = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    investigate_by = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    extended = table.Column<bool>(type: "INTEGER", nullable: false),
                    notice_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    notice_until = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    first_by_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    conclusion = table.Column<string>(type: "TEXT", nullable: true),
                    barred_until = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    only_change = table.Column<string>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reg_false_registration", x => x.id);
                    table.ForeignKey(
                        name: "fk_reg_false_registration_entity_entity_id",
                        column: x => x.entity_id,
                        principalTable: "reg_entity",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "reg_forced_exit",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<string>(type: "TEXT", nullable: false),
                    entity_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    uscc = table.Column<string>(type: "TEXT", nullable: false),
                    entity_name = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    status_before = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    cause_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    announced_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    until = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    notice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    announced_by_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    decided_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    restored_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    end_reason = table.Column<string>(type: "TEXT", nullable: true),
                    name_lock_before = table.Column<string>(type: "TEXT", nullable: true),
                    open_key = table.Column<Guid>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reg_forced_exit", x => x.id);
                    table.ForeignKey(
                        name: "fk_reg_forced_exit_entity_entity_id",
                        column: x => x.entity_id,
                        principalTable: "reg_entity",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "reg_gap",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<string>(type: "TEXT", nullable: false),
                    papers = table.Column<string>(type: "TEXT", nullable: false),
                    model = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    identified_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    cure_by = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    cure_provisional = table.Column<bool>(type: "INTEGER", nullable: false),
                    remind_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    reminded_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ended_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    applicant_key = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reg_gap", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "reg_grid",
                columns: table => new
                {
                    code = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    area_code = table.Column<string>(type: "TEXT", maxLength: 12, nullable: false),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    to = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reg_grid", x => x.code);
                });

            migrationBuilder.CreateTable(
                name: "reg_import",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    digest = table.Column<string>(type: "TEXT", nullable: false),
                    size = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    total = table.Column<int>(type: "INTEGER", nullable: false),
                    position = table.Column<int>(type: "INTEGER", nullable: false),
                    fine = table.Column<int>(type: "INTEGER", nullable: false),
                    unchanged = table.Column<int>(type: "INTEGER", nullable: false),
                    bad = table.Column<int>(type: "INTEGER", nullable: false),
                    doubtful = table.Column<int>(type: "INTEGER", nullable: false),
                    refusal = table.Column<string>(type: "TEXT", nullable: true),
                    by_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    by_name = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ended_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reg_import", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "reg_lane_tag",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<string>(type: "TEXT", nullable: false),
                    lane = table.Column<string>(type: "TEXT", nullable: false),
                    evidence = table.Column<string>(type: "TEXT", nullable: false),
                    by = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reg_lane_tag", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "reg_liquidation",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    entity_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<string>(type: "TEXT", nullable: false),
                    cause = table.Column<string>(type: "TEXT", nullable: false),
                    cause_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    formed_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    members = table.Column<string>(type: "TEXT", nullable: false),
                    announced_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    notice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reg_liquidation", x => x.id);
                    table.ForeignKey(
                        name: "fk_reg_liquidation_entity_entity_id",
                        column: x => x.entity_id,
                        principalTable: "reg_entity",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "reg_name",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    city = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    division = table.Column<string>(type: "TEXT", nullable: false),
                    trade_name = table.Column<string>(type: "TEXT", nullable: false),
                    industry = table.Column<string>(type: "TEXT", nullable: false),
                    form = table.Column<string>(type: "TEXT", nullable: false),
                    industry_key = table.Column<string>(type: "TEXT", nullable: false),
                    place = table.Column<string>(type: "TEXT", nullable: false),
                    since = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    until = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    entity_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    reservation_id = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reg_name", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "reg_name_dispute",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<string>(type: "TEXT", nullable: false),
                    entity_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    uscc = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    claimant = table.Column<string>(type: "TEXT", nullable: false),
                    claim = table.Column<string>(type: "TEXT", nullable: false),
                    accepted_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    due_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    outcome = table.Column<string>(type: "TEXT", nullable: true),
                    decided_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    decided_by = table.Column<string>(type: "TEXT", nullable: true),
                    change_due_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    changed_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reg_name_dispute", x => x.id);
                    table.ForeignKey(
                        name: "fk_reg_name_dispute_reg_entity_entity_id",
                        column: x => x.entity_id,
                        principalTable: "reg_entity",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "reg_name_key",
                columns: table => new
                {
                    key = table.Column<long>(type: "INTEGER", nullable: false),
                    industry = table.Column<int>(type: "INTEGER", nullable: false),
                    name_id = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reg_name_key", x => new { x.key, x.industry, x.name_id });
                });

            migrationBuilder.CreateTable(
                name: "reg_name_reservation",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<string>(type: "TEXT", nullable: false),
                    account_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    client = table.Column<string>(type: "TEXT", nullable: true),
                    city = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    division = table.Column<string>(type: "TEXT", nullable: false),
                    trade_name = table.Column<string>(type: "TEXT", nullable: false),
                    industry = table.Column<string>(type: "TEXT", nullable: false),
                    form = table.Column<string>(type: "TEXT", nullable: false),
                    needs_approval = table.Column<bool>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    result = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    found = table.Column<string>(type: "TEXT", nullable: true),
                    declared_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    risk_confirmed_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    reserved_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    expires_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    used_by = table.Column<string>(type: "TEXT", nullable: true),
                    lift_reason = table.Column<string>(type: "TEXT", nullable: true),
                    lift_asked_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    lift_decided_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    lifted = table.Column<bool>(type: "INTEGER", nullable: false),
                    lifted_by = table.Column<string>(type: "TEXT", nullable: true),
                    lift_opinion = table.Column<string>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reg_name_reservation", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "reg_name_turn",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    turn = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reg_name_turn", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "reg_notice",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    source = table.Column<string>(type: "TEXT", nullable: false),
                    entity_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    uscc = table.Column<string>(type: "TEXT", nullable: false),
                    entity_name = table.Column<string>(type: "TEXT", nullable: false),
                    title = table.Column<string>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    to = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ended_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    outcome = table.Column<string>(type: "TEXT", nullable: true),
                    published_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reg_notice", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "reg_operator_history",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    entity_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    id_number = table.Column<string>(type: "TEXT", nullable: false),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    to = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    number = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reg_operator_history", x => x.id);
                    table.ForeignKey(
                        name: "fk_reg_operator_history_entity_entity_id",
                        column: x => x.entity_id,
                        principalTable: "reg_entity",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "reg_organisation",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    entity_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    place = table.Column<int>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    code = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    level = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    nationality = table.Column<string>(type: "TEXT", nullable: false),
                    address = table.Column<string>(type: "TEXT", nullable: true),
                    managing_partner = table.Column<bool>(type: "INTEGER", nullable: false),
                    delegate_id = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reg_organisation", x => x.id);
                    table.ForeignKey(
                        name: "fk_reg_organisation_reg_entity_entity_id",
                        column: x => x.entity_id,
                        principalTable: "reg_entity",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "reg_premises_check",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    uscc = table.Column<string>(type: "TEXT", maxLength: 18, nullable: false),
                    entity_name = table.Column<string>(type: "TEXT", nullable: false),
                    address = table.Column<string>(type: "TEXT", nullable: false),
                    address_key = table.Column<string>(type: "TEXT", nullable: false),
                    station = table.Column<string>(type: "TEXT", maxLength: 20, nullable: true),
                    points = table.Column<int>(type: "INTEGER", nullable: false),
                    reasons = table.Column<string>(type: "TEXT", nullable: false),
                    opened_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    due_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    due_provisional = table.Column<bool>(type: "INTEGER", nullable: false),
                    asks_consent = table.Column<bool>(type: "INTEGER", nullable: false),
                    extra = table.Column<bool>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    visited_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    finding = table.Column<string>(type: "TEXT", nullable: true),
                    decided_by = table.Column<string>(type: "TEXT", nullable: true),
                    decided_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    correct_by = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reg_premises_check", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "reg_returned_mail",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    uscc = table.Column<string>(type: "TEXT", maxLength: 18, nullable: false),
                    address_key = table.Column<string>(type: "TEXT", nullable: false),
                    sent_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    returned_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    post_no = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    entered_by = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reg_returned_mail", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "reg_scope_import",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    edition = table.Column<string>(type: "TEXT", nullable: false),
                    file_name = table.Column<string>(type: "TEXT", nullable: false),
                    valid_from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    whole = table.Column<bool>(type: "INTEGER", nullable: false),
                    rows = table.Column<string>(type: "TEXT", nullable: false),
                    added = table.Column<int>(type: "INTEGER", nullable: false),
                    changed = table.Column<int>(type: "INTEGER", nullable: false),
                    same = table.Column<int>(type: "INTEGER", nullable: false),
                    ended = table.Column<int>(type: "INTEGER", nullable: false),
                    bad = table.Column<int>(type: "INTEGER", nullable: false),
                    uploaded_by = table.Column<string>(type: "TEXT", nullable: false),
                    uploaded_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    applied_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    applied_by = table.Column<string>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reg_scope_import", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "reg_scope_item_past",
                columns: table => new
                {
                    code = table.Column<string>(type: "TEXT", nullable: false),
                    until = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    edition = table.Column<string>(type: "TEXT", nullable: false),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    class4 = table.Column<string>(type: "TEXT", nullable: false),
                    permit = table.Column<string>(type: "TEXT", nullable: true),
                    department = table.Column<string>(type: "TEXT", nullable: true),
                    synonyms = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reg_scope_item_past", x => new { x.code, x.until, x.edition });
                });

            migrationBuilder.CreateTable(
                name: "reg_scope_suggestion",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<string>(type: "TEXT", nullable: false),
                    account_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    words = table.Column<string>(type: "TEXT", nullable: false),
                    description = table.Column<string>(type: "TEXT", nullable: false),
                    made_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    item_code = table.Column<string>(type: "TEXT", nullable: true),
                    answer = table.Column<string>(type: "TEXT", nullable: true),
                    decided_by = table.Column<string>(type: "TEXT", nullable: true),
                    decided_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reg_scope_suggestion", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "reg_separate_mark",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<string>(type: "TEXT", nullable: false),
                    entity_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    uscc = table.Column<string>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    marked_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    removed_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    removed_because = table.Column<string>(type: "TEXT", nullable: true),
                    verify_by = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    open_key = table.Column<Guid>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reg_separate_mark", x => x.id);
                    table.ForeignKey(
                        name: "fk_reg_separate_mark_entity_entity_id",
                        column: x => x.entity_id,
                        principalTable: "reg_entity",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "reg_simple_exit",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    entity_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    uscc = table.Column<string>(type: "TEXT", nullable: false),
                    number = table.Column<string>(type: "TEXT", nullable: false),
                    apply_number = table.Column<string>(type: "TEXT", nullable: true),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    sole_trader = table.Column<bool>(type: "INTEGER", nullable: false),
                    status_before = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    published_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    object_until = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    apply_until = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    notice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    open_key = table.Column<Guid>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reg_simple_exit", x => x.id);
                    table.ForeignKey(
                        name: "fk_reg_simple_exit_entity_entity_id",
                        column: x => x.entity_id,
                        principalTable: "reg_entity",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "reg_suspension",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    entity_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    uscc = table.Column<string>(type: "TEXT", nullable: false),
                    number = table.Column<string>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    to = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    extensions = table.Column<int>(type: "INTEGER", nullable: false),
                    service_address = table.Column<string>(type: "TEXT", nullable: true),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    ended_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    open_key = table.Column<Guid>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reg_suspension", x => x.id);
                    table.ForeignKey(
                        name: "fk_reg_suspension_reg_entity_entity_id",
                        column: x => x.entity_id,
                        principalTable: "reg_entity",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "reg_type_code",
                columns: table => new
                {
                    code = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    variant = table.Column<string>(type: "TEXT", nullable: false),
                    word = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reg_type_code", x => x.code);
                });

            migrationBuilder.CreateTable(
                name: "ins_draw_party",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    draw_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    place = table.Column<int>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    token_digest = table.Column<string>(type: "TEXT", nullable: false),
                    commitment = table.Column<string>(type: "TEXT", nullable: true),
                    committed_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    secret = table.Column<string>(type: "TEXT", nullable: true),
                    revealed_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ins_draw_party", x => x.id);
                    table.ForeignKey(
                        name: "fk_ins_draw_party_ins_draw_draw_id",
                        column: x => x.draw_id,
                        principalTable: "ins_draw",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ins_plan_line",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    plan_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    line_no = table.Column<int>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    items = table.Column<string>(type: "TEXT", nullable: false),
                    scope_kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    scope_object_kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    scope_station = table.Column<string>(type: "TEXT", nullable: true),
                    scope_tag = table.Column<string>(type: "TEXT", nullable: true),
                    scope_industry = table.Column<string>(type: "TEXT", nullable: true),
                    scope_mode = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    scope_share_bp = table.Column<int>(type: "INTEGER", nullable: true),
                    scope_count = table.Column<int>(type: "INTEGER", nullable: true),
                    scope_shares_bp = table.Column<string>(type: "TEXT", nullable: true),
                    expected_count = table.Column<int>(type: "INTEGER", nullable: true),
                    start_month = table.Column<int>(type: "INTEGER", nullable: false),
                    end_month = table.Column<int>(type: "INTEGER", nullable: false),
                    lead = table.Column<string>(type: "TEXT", nullable: false),
                    members = table.Column<string>(type: "TEXT", nullable: false),
                    merged_into = table.Column<Guid>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ins_plan_line", x => x.id);
                    table.ForeignKey(
                        name: "fk_ins_plan_line_ins_plan_plan_id",
                        column: x => x.plan_id,
                        principalTable: "ins_plan",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ins_visit_inspector",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    visit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    department = table.Column<string>(type: "TEXT", nullable: false),
                    account_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    place = table.Column<int>(type: "INTEGER", nullable: false),
                    half_points = table.Column<int>(type: "INTEGER", nullable: false),
                    assigned_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    replaced_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ins_visit_inspector", x => x.id);
                    table.ForeignKey(
                        name: "fk_ins_visit_inspector_ins_visit_visit_id",
                        column: x => x.visit_id,
                        principalTable: "ins_visit",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ins_visit_part",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    visit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    department = table.Column<string>(type: "TEXT", nullable: false),
                    items = table.Column<string>(type: "TEXT", nullable: false),
                    checked_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    submitted_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    submitted_by = table.Column<string>(type: "TEXT", nullable: true),
                    disposal = table.Column<string>(type: "TEXT", nullable: true),
                    note = table.Column<string>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ins_visit_part", x => x.id);
                    table.ForeignKey(
                        name: "fk_ins_visit_part_ins_visit_visit_id",
                        column: x => x.visit_id,
                        principalTable: "ins_visit",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "lic_seal_use",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    seal_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    owner = table.Column<string>(type: "TEXT", maxLength: 18, nullable: false),
                    file_name = table.Column<string>(type: "TEXT", nullable: false),
                    source_digest = table.Column<string>(type: "TEXT", nullable: false),
                    digest = table.Column<string>(type: "TEXT", nullable: false),
                    size = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<string>(type: "TEXT", nullable: false),
                    account_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    grant_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_lic_seal_use", x => x.id);
                    table.ForeignKey(
                        name: "fk_lic_seal_use_lic_seal_seal_id",
                        column: x => x.seal_id,
                        principalTable: "lic_seal",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "reg_grid_station",
                columns: table => new
                {
                    grid = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    station = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    entered_by = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reg_grid_station", x => new { x.grid, x.from });
                    table.ForeignKey(
                        name: "fk_reg_grid_station_reg_grid_grid",
                        column: x => x.grid,
                        principalTable: "reg_grid",
                        principalColumn: "code",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "reg_import_row",
                columns: table => new
                {
                    import_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    no = table.Column<int>(type: "INTEGER", nullable: false),
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    outcome = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    problems = table.Column<string>(type: "TEXT", nullable: true),
                    doubts = table.Column<string>(type: "TEXT", nullable: true),
                    digest = table.Column<string>(type: "TEXT", nullable: false),
                    entity_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    raw = table.Column<string>(type: "TEXT", nullable: true),
                    settled_by = table.Column<string>(type: "TEXT", nullable: true),
                    reason = table.Column<string>(type: "TEXT", nullable: true),
                    settled_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reg_import_row", x => new { x.import_id, x.no });
                    table.ForeignKey(
                        name: "fk_reg_import_row_reg_import_import_id",
                        column: x => x.import_id,
                        principalTable: "reg_import",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "reg_notice_objection",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    notice_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    by = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    mobile = table.Column<string>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    decided_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    decided_by = table.Column<string>(type: "TEXT", nullable: true),
                    reply = table.Column<string>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reg_notice_objection", x => x.id);
                    table.ForeignKey(
                        name: "fk_reg_notice_objection_public_notice_notice_id",
                        column: x => x.notice_id,
                        principalTable: "reg_notice",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ins_item_result",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    part_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    item_code = table.Column<string>(type: "TEXT", nullable: false),
                    codes = table.Column<string>(type: "TEXT", nullable: false),
                    note = table.Column<string>(type: "TEXT", nullable: true),
                    evidence_kind = table.Column<string>(type: "TEXT", nullable: true),
                    evidence = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ins_item_result", x => x.id);
                    table.ForeignKey(
                        name: "fk_ins_item_result_ins_visit_part_part_id",
                        column: x => x.part_id,
                        principalTable: "ins_visit_part",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_stu_case_escalated_at",
                table: "stu_case",
                column: "escalated_at");

            migrationBuilder.CreateIndex(
                name: "ix_reg_shareholder_organisation_id",
                table: "reg_shareholder",
                column: "organisation_id");

            migrationBuilder.CreateIndex(
                name: "ix_reg_name_gram_three_position_uscc",
                table: "reg_name_gram",
                columns: new[] { "three", "position", "uscc" });

            migrationBuilder.CreateIndex(
                name: "ix_reg_licence_back_asked_on",
                table: "reg_licence",
                column: "back_asked_on");

            migrationBuilder.CreateIndex(
                name: "ix_reg_entity_beneficial_due_on",
                table: "reg_entity",
                column: "beneficial_due_on");

            migrationBuilder.CreateIndex(
                name: "ix_reg_entity_grid",
                table: "reg_entity",
                column: "grid");

            migrationBuilder.CreateIndex(
                name: "ix_reg_entity_host_uscc",
                table: "reg_entity",
                column: "host_uscc");

            migrationBuilder.CreateIndex(
                name: "ix_reg_entity_legacy_no",
                table: "reg_entity",
                column: "legacy_no");

            migrationBuilder.CreateIndex(
                name: "ix_reg_entity_parent_uscc",
                table: "reg_entity",
                column: "parent_uscc");

            migrationBuilder.CreateIndex(
                name: "ix_exc_reconciliation_at",
                table: "exc_reconciliation",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_exc_reconciliation_run_id",
                table: "exc_reconciliation",
                column: "run_id");

            migrationBuilder.CreateIndex(
                name: "ix_exc_hand_over_department_due_at",
                table: "exc_hand_over",
                columns: new[] { "department", "due_at" });

            migrationBuilder.CreateIndex(
                name: "ix_exc_hand_over_uscc_matter",
                table: "exc_hand_over",
                columns: new[] { "uscc", "matter" });

            migrationBuilder.CreateIndex(
                name: "ix_exc_difference_found_at_last_seen_at",
                table: "exc_difference",
                columns: new[] { "found_at", "last_seen_at" });

            migrationBuilder.CreateIndex(
                name: "ix_exc_difference_mended_at_department",
                table: "exc_difference",
                columns: new[] { "mended_at", "department" });

            migrationBuilder.CreateIndex(
                name: "ix_exc_certificate_fingerprint",
                table: "exc_certificate",
                column: "fingerprint",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_exc_certificate_owner_valid_to",
                table: "exc_certificate",
                columns: new[] { "owner", "valid_to" });

            migrationBuilder.CreateIndex(
                name: "ix_exc_route_department_from",
                table: "exc_route",
                columns: new[] { "department", "from" });

            migrationBuilder.CreateIndex(
                name: "ix_exc_signature_batch_at",
                table: "exc_signature_batch",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_exc_signature_batch_root",
                table: "exc_signature_batch",
                column: "root");

            migrationBuilder.CreateIndex(
                name: "ix_ins_absence_account_id_to",
                table: "ins_absence",
                columns: new[] { "account_id", "to" });

            migrationBuilder.CreateIndex(
                name: "ix_ins_assignment_task_id_department",
                table: "ins_assignment",
                columns: new[] { "task_id", "department" });

            migrationBuilder.CreateIndex(
                name: "ix_ins_conflict_account_id",
                table: "ins_conflict",
                column: "account_id");

            migrationBuilder.CreateIndex(
                name: "ix_ins_conflict_object_code",
                table: "ins_conflict",
                column: "object_code");

            migrationBuilder.CreateIndex(
                name: "ix_ins_draw_no",
                table: "ins_draw",
                column: "no",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_ins_draw_task_id_round",
                table: "ins_draw",
                columns: new[] { "task_id", "round" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_ins_draw_party_draw_id_place",
                table: "ins_draw_party",
                columns: new[] { "draw_id", "place" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_ins_draw_party_token_digest",
                table: "ins_draw_party",
                column: "token_digest",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_ins_field_entry_visit_id_key_number",
                table: "ins_field_entry",
                columns: new[] { "visit_id", "key", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_ins_follow_up_state_due_on",
                table: "ins_follow_up",
                columns: new[] { "state", "due_on" });

            migrationBuilder.CreateIndex(
                name: "ix_ins_follow_up_task_id",
                table: "ins_follow_up",
                column: "task_id");

            migrationBuilder.CreateIndex(
                name: "ix_ins_follow_up_visit_id",
                table: "ins_follow_up",
                column: "visit_id");

            migrationBuilder.CreateIndex(
                name: "ix_ins_handed_up_file",
                table: "ins_handed_up",
                column: "file");

            migrationBuilder.CreateIndex(
                name: "ix_ins_handed_up_state_sent_at",
                table: "ins_handed_up",
                columns: new[] { "state", "sent_at" });

            migrationBuilder.CreateIndex(
                name: "ix_ins_handed_up_visit_no",
                table: "ins_handed_up",
                column: "visit_no",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_ins_import_kind_uploaded_at",
                table: "ins_import",
                columns: new[] { "kind", "uploaded_at" });

            migrationBuilder.CreateIndex(
                name: "ix_ins_inspector_department",
                table: "ins_inspector",
                column: "department");

            migrationBuilder.CreateIndex(
                name: "ix_ins_inspector_staff_no",
                table: "ins_inspector",
                column: "staff_no",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_ins_item_code_from",
                table: "ins_item",
                columns: new[] { "code", "from" });

            migrationBuilder.CreateIndex(
                name: "ix_ins_item_department_state",
                table: "ins_item",
                columns: new[] { "department", "state" });

            migrationBuilder.CreateIndex(
                name: "ix_ins_item_result_part_id_item_code",
                table: "ins_item_result",
                columns: new[] { "part_id", "item_code" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_ins_joint_item_code_from",
                table: "ins_joint_item",
                columns: new[] { "code", "from" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_ins_legacy_code_upstream_code_from",
                table: "ins_legacy_code",
                columns: new[] { "upstream", "code", "from" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_ins_object_code",
                table: "ins_object",
                column: "code",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_ins_object_drawable_station",
                table: "ins_object",
                columns: new[] { "drawable", "station" });

            migrationBuilder.CreateIndex(
                name: "ix_ins_object_name",
                table: "ins_object",
                column: "name");

            migrationBuilder.CreateIndex(
                name: "ix_ins_office_record_on",
                table: "ins_office_record",
                column: "on");

            migrationBuilder.CreateIndex(
                name: "ix_ins_plan_no",
                table: "ins_plan",
                column: "no",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_ins_plan_line_plan_id_line_no",
                table: "ins_plan_line",
                columns: new[] { "plan_id", "line_no" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_ins_plan_merge_first_line_second_line",
                table: "ins_plan_merge",
                columns: new[] { "first_line", "second_line" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_ins_plan_merge_second_line",
                table: "ins_plan_merge",
                column: "second_line");

            migrationBuilder.CreateIndex(
                name: "ix_ins_tag_rule_tag_by_value",
                table: "ins_tag_rule",
                columns: new[] { "tag", "by", "value" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_ins_task_no",
                table: "ins_task",
                column: "no",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_ins_task_state_due_on",
                table: "ins_task",
                columns: new[] { "state", "due_on" });

            migrationBuilder.CreateIndex(
                name: "ix_ins_team_change_decided_at",
                table: "ins_team_change",
                column: "decided_at");

            migrationBuilder.CreateIndex(
                name: "ix_ins_team_change_visit_id",
                table: "ins_team_change",
                column: "visit_id");

            migrationBuilder.CreateIndex(
                name: "ix_ins_unit_merge_old_unit_effective_on",
                table: "ins_unit_merge",
                columns: new[] { "old_unit", "effective_on" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_ins_unmapped_mapped_at_at",
                table: "ins_unmapped",
                columns: new[] { "mapped_at", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_ins_visit_no",
                table: "ins_visit",
                column: "no",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_ins_visit_object_code",
                table: "ins_visit",
                column: "object_code");

            migrationBuilder.CreateIndex(
                name: "ix_ins_visit_state_publish_due_on",
                table: "ins_visit",
                columns: new[] { "state", "publish_due_on" });

            migrationBuilder.CreateIndex(
                name: "ix_ins_visit_task_id_place",
                table: "ins_visit",
                columns: new[] { "task_id", "place" });

            migrationBuilder.CreateIndex(
                name: "ix_ins_visit_inspector_account_id_assigned_on",
                table: "ins_visit_inspector",
                columns: new[] { "account_id", "assigned_on" });

            migrationBuilder.CreateIndex(
                name: "ix_ins_visit_inspector_visit_id",
                table: "ins_visit_inspector",
                column: "visit_id");

            migrationBuilder.CreateIndex(
                name: "ix_ins_visit_part_visit_id_department",
                table: "ins_visit_part",
                columns: new[] { "visit_id", "department" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_lic_grant_id_key",
                table: "lic_grant",
                column: "id_key");

            migrationBuilder.CreateIndex(
                name: "ix_lic_grant_uscc_given_at",
                table: "lic_grant",
                columns: new[] { "uscc", "given_at" });

            migrationBuilder.CreateIndex(
                name: "ix_lic_licence_uscc_no",
                table: "lic_licence",
                columns: new[] { "uscc", "no" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_lic_seal_es_id",
                table: "lic_seal",
                column: "es_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_lic_seal_owner_kind",
                table: "lic_seal",
                columns: new[] { "owner", "kind" });

            migrationBuilder.CreateIndex(
                name: "ix_lic_seal_state_applied_at",
                table: "lic_seal",
                columns: new[] { "state", "applied_at" });

            migrationBuilder.CreateIndex(
                name: "ix_lic_seal_maker_valid_to",
                table: "lic_seal_maker",
                column: "valid_to");

            migrationBuilder.CreateIndex(
                name: "ix_lic_seal_use_owner_at",
                table: "lic_seal_use",
                columns: new[] { "owner", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_lic_seal_use_seal_id",
                table: "lic_seal_use",
                column: "seal_id");

            migrationBuilder.CreateIndex(
                name: "ix_lic_use_uscc_at",
                table: "lic_use",
                columns: new[] { "uscc", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_prm_commitment_case_no_submission_no",
                table: "prm_commitment",
                columns: new[] { "case_no", "submission_no" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_prm_matter_code_from",
                table: "prm_matter",
                columns: new[] { "code", "from" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_prm_matter_change_code_decided_at",
                table: "prm_matter_change",
                columns: new[] { "code", "decided_at" });

            migrationBuilder.CreateIndex(
                name: "ix_prm_notice_case_no",
                table: "prm_notice",
                column: "case_no");

            migrationBuilder.CreateIndex(
                name: "ix_prm_notice_department_state_claim_due_at",
                table: "prm_notice",
                columns: new[] { "department", "state", "claim_due_at" });

            migrationBuilder.CreateIndex(
                name: "ix_prm_notice_next_escalation_at",
                table: "prm_notice",
                column: "next_escalation_at");

            migrationBuilder.CreateIndex(
                name: "ix_prm_notice_next_reminder_at",
                table: "prm_notice",
                column: "next_reminder_at");

            migrationBuilder.CreateIndex(
                name: "ix_prm_notice_state_pushed_at",
                table: "prm_notice",
                columns: new[] { "state", "pushed_at" });

            migrationBuilder.CreateIndex(
                name: "ix_prm_notice_uscc_matter",
                table: "prm_notice",
                columns: new[] { "uscc", "matter" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_reg_address_area_code_key",
                table: "reg_address",
                columns: new[] { "area_code", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_reg_address_code_from",
                table: "reg_address",
                columns: new[] { "code", "from" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_reg_address_grid_road_key",
                table: "reg_address",
                columns: new[] { "grid", "road_key" });

            migrationBuilder.CreateIndex(
                name: "ix_reg_address_import_uploaded_at",
                table: "reg_address_import",
                column: "uploaded_at");

            migrationBuilder.CreateIndex(
                name: "ix_reg_address_rule_area",
                table: "reg_address_rule",
                column: "area");

            migrationBuilder.CreateIndex(
                name: "ix_reg_application_account_id_saved_at",
                table: "reg_application",
                columns: new[] { "account_id", "saved_at" });

            migrationBuilder.CreateIndex(
                name: "ix_reg_application_number",
                table: "reg_application",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_reg_application_open_key",
                table: "reg_application",
                column: "open_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_reg_application_state_due_at",
                table: "reg_application",
                columns: new[] { "state", "due_at" });

            migrationBuilder.CreateIndex(
                name: "ix_reg_application_submitted_at",
                table: "reg_application",
                column: "submitted_at");

            migrationBuilder.CreateIndex(
                name: "ix_reg_application_uscc_saved_at",
                table: "reg_application",
                columns: new[] { "uscc", "saved_at" });

            migrationBuilder.CreateIndex(
                name: "ix_reg_archive_transfer_done_on_due_on",
                table: "reg_archive_transfer",
                columns: new[] { "done_on", "due_on" });

            migrationBuilder.CreateIndex(
                name: "ix_reg_archive_transfer_entity_id",
                table: "reg_archive_transfer",
                column: "entity_id");

            migrationBuilder.CreateIndex(
                name: "ix_reg_archive_transfer_number",
                table: "reg_archive_transfer",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_reg_auto_verdict_approved_at",
                table: "reg_auto_verdict",
                columns: new[] { "approved", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_reg_auto_verdict_at",
                table: "reg_auto_verdict",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_reg_auto_verdict_case_no",
                table: "reg_auto_verdict",
                column: "case_no");

            migrationBuilder.CreateIndex(
                name: "ix_reg_beneficial_owner_entity_id",
                table: "reg_beneficial_owner",
                column: "entity_id");

            migrationBuilder.CreateIndex(
                name: "ix_reg_beneficial_owner_person_id",
                table: "reg_beneficial_owner",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_reg_cluster_host_uscc",
                table: "reg_cluster_host",
                column: "uscc",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_reg_entity_change_entity_id_at",
                table: "reg_entity_change",
                columns: new[] { "entity_id", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_reg_entity_change_number",
                table: "reg_entity_change",
                column: "number");

            migrationBuilder.CreateIndex(
                name: "ix_reg_extra_place_address_key",
                table: "reg_extra_place",
                column: "address_key");

            migrationBuilder.CreateIndex(
                name: "ix_reg_extra_place_entity_id_filed_on",
                table: "reg_extra_place",
                columns: new[] { "entity_id", "filed_on" });

            migrationBuilder.CreateIndex(
                name: "ix_reg_false_registration_entity_id",
                table: "reg_false_registration",
                column: "entity_id");

            migrationBuilder.CreateIndex(
                name: "ix_reg_false_registration_number",
                table: "reg_false_registration",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_reg_false_registration_state",
                table: "reg_false_registration",
                column: "state");

            migrationBuilder.CreateIndex(
                name: "ix_reg_forced_exit_entity_id",
                table: "reg_forced_exit",
                column: "entity_id");

            migrationBuilder.CreateIndex(
                name: "ix_reg_forced_exit_number",
                table: "reg_forced_exit",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_reg_forced_exit_open_key",
                table: "reg_forced_exit",
                column: "open_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_reg_forced_exit_state_until",
                table: "reg_forced_exit",
                columns: new[] { "state", "until" });

            migrationBuilder.CreateIndex(
                name: "ix_reg_gap_applicant_key",
                table: "reg_gap",
                column: "applicant_key");

            migrationBuilder.CreateIndex(
                name: "ix_reg_gap_number",
                table: "reg_gap",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_reg_gap_state_cure_by",
                table: "reg_gap",
                columns: new[] { "state", "cure_by" });

            migrationBuilder.CreateIndex(
                name: "ix_reg_grid_area_code",
                table: "reg_grid",
                column: "area_code");

            migrationBuilder.CreateIndex(
                name: "ix_reg_import_at",
                table: "reg_import",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_reg_import_state",
                table: "reg_import",
                column: "state");

            migrationBuilder.CreateIndex(
                name: "ix_reg_import_row_import_id_outcome_no",
                table: "reg_import_row",
                columns: new[] { "import_id", "outcome", "no" });

            migrationBuilder.CreateIndex(
                name: "ix_reg_import_row_key",
                table: "reg_import_row",
                column: "key");

            migrationBuilder.CreateIndex(
                name: "ix_reg_lane_tag_number_lane",
                table: "reg_lane_tag",
                columns: new[] { "number", "lane" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_reg_liquidation_entity_id",
                table: "reg_liquidation",
                column: "entity_id");

            migrationBuilder.CreateIndex(
                name: "ix_reg_name_entity_id",
                table: "reg_name",
                column: "entity_id");

            migrationBuilder.CreateIndex(
                name: "ix_reg_name_reservation_id",
                table: "reg_name",
                column: "reservation_id");

            migrationBuilder.CreateIndex(
                name: "ix_reg_name_dispute_accepted_on",
                table: "reg_name_dispute",
                column: "accepted_on");

            migrationBuilder.CreateIndex(
                name: "ix_reg_name_dispute_entity_id",
                table: "reg_name_dispute",
                column: "entity_id");

            migrationBuilder.CreateIndex(
                name: "ix_reg_name_dispute_number",
                table: "reg_name_dispute",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_reg_name_dispute_state_change_due_on",
                table: "reg_name_dispute",
                columns: new[] { "state", "change_due_on" });

            migrationBuilder.CreateIndex(
                name: "ix_reg_name_reservation_account_id_declared_at",
                table: "reg_name_reservation",
                columns: new[] { "account_id", "declared_at" });

            migrationBuilder.CreateIndex(
                name: "ix_reg_name_reservation_number",
                table: "reg_name_reservation",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_reg_name_reservation_state_expires_on",
                table: "reg_name_reservation",
                columns: new[] { "state", "expires_on" });

            migrationBuilder.CreateIndex(
                name: "ix_reg_notice_kind_published_at",
                table: "reg_notice",
                columns: new[] { "kind", "published_at" });

            migrationBuilder.CreateIndex(
                name: "ix_reg_notice_number",
                table: "reg_notice",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_reg_notice_source",
                table: "reg_notice",
                column: "source");

            migrationBuilder.CreateIndex(
                name: "ix_reg_notice_state_to",
                table: "reg_notice",
                columns: new[] { "state", "to" });

            migrationBuilder.CreateIndex(
                name: "ix_reg_notice_uscc",
                table: "reg_notice",
                column: "uscc");

            migrationBuilder.CreateIndex(
                name: "ix_reg_notice_objection_notice_id",
                table: "reg_notice_objection",
                column: "notice_id");

            migrationBuilder.CreateIndex(
                name: "ix_reg_operator_history_entity_id_from",
                table: "reg_operator_history",
                columns: new[] { "entity_id", "from" });

            migrationBuilder.CreateIndex(
                name: "ix_reg_organisation_code",
                table: "reg_organisation",
                column: "code");

            migrationBuilder.CreateIndex(
                name: "ix_reg_organisation_entity_id",
                table: "reg_organisation",
                column: "entity_id");

            migrationBuilder.CreateIndex(
                name: "ix_reg_premises_check_state_station_due_on",
                table: "reg_premises_check",
                columns: new[] { "state", "station", "due_on" });

            migrationBuilder.CreateIndex(
                name: "ix_reg_premises_check_uscc",
                table: "reg_premises_check",
                column: "uscc");

            migrationBuilder.CreateIndex(
                name: "ix_reg_returned_mail_post_no",
                table: "reg_returned_mail",
                column: "post_no",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_reg_returned_mail_uscc_address_key",
                table: "reg_returned_mail",
                columns: new[] { "uscc", "address_key" });

            migrationBuilder.CreateIndex(
                name: "ix_reg_scope_import_uploaded_at",
                table: "reg_scope_import",
                column: "uploaded_at");

            migrationBuilder.CreateIndex(
                name: "ix_reg_scope_suggestion_account_id",
                table: "reg_scope_suggestion",
                column: "account_id");

            migrationBuilder.CreateIndex(
                name: "ix_reg_scope_suggestion_number",
                table: "reg_scope_suggestion",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_reg_scope_suggestion_state_made_at",
                table: "reg_scope_suggestion",
                columns: new[] { "state", "made_at" });

            migrationBuilder.CreateIndex(
                name: "ix_reg_separate_mark_entity_id",
                table: "reg_separate_mark",
                column: "entity_id");

            migrationBuilder.CreateIndex(
                name: "ix_reg_separate_mark_open_key",
                table: "reg_separate_mark",
                column: "open_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_reg_simple_exit_entity_id",
                table: "reg_simple_exit",
                column: "entity_id");

            migrationBuilder.CreateIndex(
                name: "ix_reg_simple_exit_number",
                table: "reg_simple_exit",
                column: "number");

            migrationBuilder.CreateIndex(
                name: "ix_reg_simple_exit_open_key",
                table: "reg_simple_exit",
                column: "open_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_reg_simple_exit_state_object_until",
                table: "reg_simple_exit",
                columns: new[] { "state", "object_until" });

            migrationBuilder.CreateIndex(
                name: "ix_reg_suspension_entity_id",
                table: "reg_suspension",
                column: "entity_id");

            migrationBuilder.CreateIndex(
                name: "ix_reg_suspension_open_key",
                table: "reg_suspension",
                column: "open_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_reg_suspension_state_to",
                table: "reg_suspension",
                columns: new[] { "state", "to" });

            migrationBuilder.AddForeignKey(
                name: "fk_reg_shareholder_reg_organisation_organisation_id",
                table: "reg_shareholder",
                column: "organisation_id",
                principalTable: "reg_organisation",
                principalColumn: "id");

            migrationBuilder.AddForeignKey(
                name: "fk_reg_shareholder_reg_person_person_id",
                table: "reg_shareholder",
                column: "person_id",
                principalTable: "reg_person",
                principalColumn: "id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_reg_shareholder_reg_organisation_organisation_id",
                table: "reg_shareholder");

            migrationBuilder.DropForeignKey(
                name: "fk_reg_shareholder_reg_person_person_id",
                table: "reg_shareholder");

            migrationBuilder.DropTable(
                name: "exc_carrier");

            migrationBuilder.DropTable(
                name: "exc_certificate");

            migrationBuilder.DropTable(
                name: "exc_route");

            migrationBuilder.DropTable(
                name: "exc_settled_letter");

            migrationBuilder.DropTable(
                name: "exc_signature_batch");

            migrationBuilder.DropTable(
                name: "ins_absence");

            migrationBuilder.DropTable(
                name: "ins_alert");

            migrationBuilder.DropTable(
                name: "ins_assignment");

            migrationBuilder.DropTable(
                name: "ins_baseline");

            migrationBuilder.DropTable(
                name: "ins_conflict");

            migrationBuilder.DropTable(
                name: "ins_draw_party");

            migrationBuilder.DropTable(
                name: "ins_field_entry");

            migrationBuilder.DropTable(
                name: "ins_follow_up");

            migrationBuilder.DropTable(
                name: "ins_handed_up");

            migrationBuilder.DropTable(
                name: "ins_import");

            migrationBuilder.DropTable(
                name: "ins_inspector");

            migrationBuilder.DropTable(
                name: "ins_item");

            migrationBuilder.DropTable(
                name: "ins_item_result");

            migrationBuilder.DropTable(
                name: "ins_joint_item");

            migrationBuilder.DropTable(
                name: "ins_legacy_code");

            migrationBuilder.DropTable(
                name: "ins_object");

            migrationBuilder.DropTable(
                name: "ins_office_record");

            migrationBuilder.DropTable(
                name: "ins_plan_line");

            migrationBuilder.DropTable(
                name: "ins_plan_merge");

            migrationBuilder.DropTable(
                name: "ins_tag_rule");

            migrationBuilder.DropTable(
                name: "ins_task");

            migrationBuilder.DropTable(
                name: "ins_team_change");

            migrationBuilder.DropTable(
                name: "ins_unit_merge");

            migrationBuilder.DropTable(
                name: "ins_unit_neighbour");

            migrationBuilder.DropTable(
                name: "ins_unmapped");

            migrationBuilder.DropTable(
                name: "ins_visit_inspector");

            migrationBuilder.DropTable(
                name: "lic_grant");

            migrationBuilder.DropTable(
                name: "lic_licence");

            migrationBuilder.DropTable(
                name: "lic_seal_maker");

            migrationBuilder.DropTable(
                name: "lic_seal_use");

            migrationBuilder.DropTable(
                name: "lic_use");

            migrationBuilder.DropTable(
                name: "prm_commitment");

            migrationBuilder.DropTable(
                name: "prm_matter");

            migrationBuilder.DropTable(
                name: "prm_matter_change");

            migrationBuilder.DropTable(
                name: "prm_notice");

            migrationBuilder.DropTable(
                name: "reg_address");

            migrationBuilder.DropTable(
                name: "reg_address_import");

            migrationBuilder.DropTable(
                name: "reg_address_rule");

            migrationBuilder.DropTable(
                name: "reg_application");

            migrationBuilder.DropTable(
                name: "reg_archive_transfer");

            migrationBuilder.DropTable(
                name: "reg_auto_duty");

            migrationBuilder.DropTable(
                name: "reg_auto_rules");

            migrationBuilder.DropTable(
                name: "reg_auto_verdict");

            migrationBuilder.DropTable(
                name: "reg_beneficial_owner");

            migrationBuilder.DropTable(
                name: "reg_cluster_host");

            migrationBuilder.DropTable(
                name: "reg_counter");

            migrationBuilder.DropTable(
                name: "reg_entity_change");

            migrationBuilder.DropTable(
                name: "reg_extra_place");

            migrationBuilder.DropTable(
                name: "reg_false_registration");

            migrationBuilder.DropTable(
                name: "reg_forced_exit");

            migrationBuilder.DropTable(
                name: "reg_gap");

            migrationBuilder.DropTable(
                name: "reg_grid_station");

            migrationBuilder.DropTable(
                name: "reg_import_row");

            migrationBuilder.DropTable(
                name: "reg_lane_tag");

            migrationBuilder.DropTable(
                name: "reg_liquidation");

            migrationBuilder.DropTable(
                name: "reg_name");

            migrationBuilder.DropTable(
                name: "reg_name_dispute");

            migrationBuilder.DropTable(
                name: "reg_name_key");

            migrationBuilder.DropTable(
                name: "reg_name_reservation");

            migrationBuilder.DropTable(
                name: "reg_name_turn");

            migrationBuilder.DropTable(
                name: "reg_notice_objection");

            migrationBuilder.DropTable(
                name: "reg_operator_history");

            migrationBuilder.DropTable(
                name: "reg_organisation");

            migrationBuilder.DropTable(
                name: "reg_premises_check");

            migrationBuilder.DropTable(
                name: "reg_returned_mail");

            migrationBuilder.DropTable(
                name: "reg_scope_import");

            migrationBuilder.DropTable(
                name: "reg_scope_item_past");

            migrationBuilder.DropTable(
                name: "reg_scope_suggestion");

            migrationBuilder.DropTable(
                name: "reg_separate_mark");

            migrationBuilder.DropTable(
                name: "reg_simple_exit");

            migrationBuilder.DropTable(
                name: "reg_suspension");

            migrationBuilder.DropTable(
                name: "reg_type_code");

            migrationBuilder.DropTable(
                name: "ins_draw");

            migrationBuilder.DropTable(
                name: "ins_visit_part");

            migrationBuilder.DropTable(
                name: "ins_plan");

            migrationBuilder.DropTable(
                name: "lic_seal");

            migrationBuilder.DropTable(
                name: "reg_grid");

            migrationBuilder.DropTable(
                name: "reg_import");

            migrationBuilder.DropTable(
                name: "reg_notice");

            migrationBuilder.DropTable(
                name: "ins_visit");

            migrationBuilder.DropIndex(
                name: "ix_stu_case_escalated_at",
                table: "stu_case");

            migrationBuilder.DropIndex(
                name: "ix_reg_shareholder_organisation_id",
                table: "reg_shareholder");

            migrationBuilder.DropIndex(
                name: "ix_reg_name_gram_three_position_uscc",
                table: "reg_name_gram");

            migrationBuilder.DropIndex(
                name: "ix_reg_licence_back_asked_on",
                table: "reg_licence");

            migrationBuilder.DropIndex(
                name: "ix_reg_entity_beneficial_due_on",
                table: "reg_entity");

            migrationBuilder.DropIndex(
                name: "ix_reg_entity_grid",
                table: "reg_entity");

            migrationBuilder.DropIndex(
                name: "ix_reg_entity_host_uscc",
                table: "reg_entity");

            migrationBuilder.DropIndex(
                name: "ix_reg_entity_legacy_no",
                table: "reg_entity");

            migrationBuilder.DropIndex(
                name: "ix_reg_entity_parent_uscc",
                table: "reg_entity");

            migrationBuilder.DropIndex(
                name: "ix_exc_reconciliation_at",
                table: "exc_reconciliation");

            migrationBuilder.DropIndex(
                name: "ix_exc_reconciliation_run_id",
                table: "exc_reconciliation");

            migrationBuilder.DropIndex(
                name: "ix_exc_hand_over_department_due_at",
                table: "exc_hand_over");

            migrationBuilder.DropIndex(
                name: "ix_exc_hand_over_uscc_matter",
                table: "exc_hand_over");

            migrationBuilder.DropIndex(
                name: "ix_exc_difference_found_at_last_seen_at",
                table: "exc_difference");

            migrationBuilder.DropIndex(
                name: "ix_exc_difference_mended_at_department",
                table: "exc_difference");

            migrationBuilder.DropColumn(
                name: "escalated_at",
                table: "stu_case");

            migrationBuilder.DropColumn(
                name: "farmer",
                table: "reg_shareholder");

            migrationBuilder.DropColumn(
                name: "liability",
                table: "reg_shareholder");

            migrationBuilder.DropColumn(
                name: "organisation_id",
                table: "reg_shareholder");

            migrationBuilder.DropColumn(
                name: "paid_fen",
                table: "reg_shareholder");

            migrationBuilder.DropColumn(
                name: "edition",
                table: "reg_scope_item");

            migrationBuilder.DropColumn(
                name: "note",
                table: "reg_scope_item");

            migrationBuilder.DropColumn(
                name: "to",
                table: "reg_scope_item");

            migrationBuilder.DropColumn(
                name: "id_kind",
                table: "reg_person");

            migrationBuilder.DropColumn(
                name: "nationality",
                table: "reg_person");

            migrationBuilder.DropColumn(
                name: "three",
                table: "reg_name_gram");

            migrationBuilder.DropColumn(
                name: "back_asked_on",
                table: "reg_licence");

            migrationBuilder.DropColumn(
                name: "back_on",
                table: "reg_licence");

            migrationBuilder.DropColumn(
                name: "void_on",
                table: "reg_licence");

            migrationBuilder.DropColumn(
                name: "address_code",
                table: "reg_entity");

            migrationBuilder.DropColumn(
                name: "beneficial",
                table: "reg_entity");

            migrationBuilder.DropColumn(
                name: "beneficial_due_on",
                table: "reg_entity");

            migrationBuilder.DropColumn(
                name: "consent",
                table: "reg_entity");

            migrationBuilder.DropColumn(
                name: "currency",
                table: "reg_entity");

            migrationBuilder.DropColumn(
                name: "grid",
                table: "reg_entity");

            migrationBuilder.DropColumn(
                name: "host_uscc",
                table: "reg_entity");

            migrationBuilder.DropColumn(
                name: "legacy_no",
                table: "reg_entity");

            migrationBuilder.DropColumn(
                name: "name_stopped_on",
                table: "reg_entity");

            migrationBuilder.DropColumn(
                name: "parent_name",
                table: "reg_entity");

            migrationBuilder.DropColumn(
                name: "parent_uscc",
                table: "reg_entity");

            migrationBuilder.DropColumn(
                name: "type_code",
                table: "reg_entity");

            migrationBuilder.DropColumn(
                name: "type_text",
                table: "reg_entity");

            migrationBuilder.DropColumn(
                name: "acknowledged",
                table: "exc_reconciliation");

            migrationBuilder.DropColumn(
                name: "by",
                table: "exc_reconciliation");

            migrationBuilder.DropColumn(
                name: "from",
                table: "exc_reconciliation");

            migrationBuilder.DropColumn(
                name: "mended",
                table: "exc_reconciliation");

            migrationBuilder.DropColumn(
                name: "recorded",
                table: "exc_reconciliation");

            migrationBuilder.DropColumn(
                name: "run_id",
                table: "exc_reconciliation");

            migrationBuilder.DropColumn(
                name: "to",
                table: "exc_reconciliation");

            migrationBuilder.DropColumn(
                name: "channel",
                table: "exc_receipt");

            migrationBuilder.DropColumn(
                name: "proof",
                table: "exc_receipt");

            migrationBuilder.DropColumn(
                name: "signature_batch_id",
                table: "exc_receipt");

            migrationBuilder.DropColumn(
                name: "at_desk",
                table: "exc_hand_over");

            migrationBuilder.DropColumn(
                name: "due_provisional",
                table: "exc_hand_over");

            migrationBuilder.DropColumn(
                name: "message_digest",
                table: "exc_hand_over");

            migrationBuilder.DropColumn(
                name: "offered_at",
                table: "exc_hand_over");

            migrationBuilder.DropColumn(
                name: "overdue_alerted_at",
                table: "exc_hand_over");

            migrationBuilder.DropColumn(
                name: "payload_salt",
                table: "exc_hand_over");

            migrationBuilder.DropColumn(
                name: "proof",
                table: "exc_hand_over");

            migrationBuilder.DropColumn(
                name: "route",
                table: "exc_hand_over");

            migrationBuilder.DropColumn(
                name: "signature_batch_id",
                table: "exc_hand_over");

            migrationBuilder.DropColumn(
                name: "signed_due_at",
                table: "exc_hand_over");

            migrationBuilder.DropColumn(
                name: "case_no",
                table: "exc_difference");

            migrationBuilder.DropColumn(
                name: "entity_name",
                table: "exc_difference");

            migrationBuilder.DropColumn(
                name: "found_at",
                table: "exc_difference");

            migrationBuilder.DropColumn(
                name: "hand_over_id",
                table: "exc_difference");

            migrationBuilder.DropColumn(
                name: "last_seen_at",
                table: "exc_difference");

            migrationBuilder.DropColumn(
                name: "mended_at",
                table: "exc_difference");

            migrationBuilder.DropColumn(
                name: "mended_by",
                table: "exc_difference");

            migrationBuilder.DropColumn(
                name: "mended_how",
                table: "exc_difference");

            migrationBuilder.DropColumn(
                name: "ordered_at",
                table: "exc_difference");

            migrationBuilder.DropColumn(
                name: "version",
                table: "exc_difference");

            migrationBuilder.DropColumn(
                name: "last_fetch_at",
                table: "exc_department");

            migrationBuilder.DropColumn(
                name: "route",
                table: "exc_attempt");

            migrationBuilder.RenameColumn(
                name: "sent",
                table: "exc_reconciliation",
                newName: "ours");

            migrationBuilder.AlterColumn<Guid>(
                name: "person_id",
                table: "reg_shareholder",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "TEXT",
                oldNullable: true);

            migrationBuilder.AddForeignKey(
                name: "fk_reg_shareholder_reg_person_person_id",
                table: "reg_shareholder",
                column: "person_id",
                principalTable: "reg_person",
                principalColumn: "id",
                onDelete: ReferentialAction.Cascade);
        }
    }
}
