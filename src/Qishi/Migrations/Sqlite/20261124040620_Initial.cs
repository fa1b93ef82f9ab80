using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Qishi.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "doc_document",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    subject = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    title = table.Column<string>(type: "TEXT", nullable: false),
                    number = table.Column<string>(type: "TEXT", nullable: true),
                    content = table.Column<string>(type: "TEXT", nullable: false),
                    content_digest = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    issued_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    pdf_digest = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    drawn_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_doc_document", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "doc_material",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    subject = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    file_name = table.Column<string>(type: "TEXT", nullable: false),
                    content_type = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    size = table.Column<long>(type: "INTEGER", nullable: false),
                    digest = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    uploaded_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    uploaded_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    removed_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_doc_material", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "exc_attempt",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    hand_over_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    department = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    no = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    milliseconds = table.Column<int>(type: "INTEGER", nullable: false),
                    outcome = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    http_status = table.Column<int>(type: "INTEGER", nullable: true),
                    request_digest = table.Column<string>(type: "TEXT", nullable: true),
                    response_digest = table.Column<string>(type: "TEXT", nullable: true),
                    sentence = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_exc_attempt", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "exc_department",
                columns: table => new
                {
                    code = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    short_name = table.Column<string>(type: "TEXT", nullable: false),
                    matter = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    typical_minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    position = table.Column<int>(type: "INTEGER", nullable: false),
                    endpoint = table.Column<string>(type: "TEXT", nullable: false),
                    secret = table.Column<string>(type: "TEXT", nullable: false),
                    alert_phone = table.Column<string>(type: "TEXT", nullable: true),
                    failing_since = table.Column<DateTime>(type: "TEXT", nullable: true),
                    failures_in_row = table.Column<int>(type: "INTEGER", nullable: false),
                    circuit_open_since = table.Column<DateTime>(type: "TEXT", nullable: true),
                    down_since = table.Column<DateTime>(type: "TEXT", nullable: true),
                    down_by_person = table.Column<bool>(type: "INTEGER", nullable: false),
                    next_probe_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    last_probe_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    last_success_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    last_error = table.Column<string>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_exc_department", x => x.code);
                });

            migrationBuilder.CreateTable(
                name: "exc_difference",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    reconciliation_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    department = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    hand_over_key = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    field = table.Column<string>(type: "TEXT", nullable: true),
                    sentence = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_exc_difference", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "exc_hand_over",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    case_no = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    uscc = table.Column<string>(type: "TEXT", maxLength: 18, nullable: false),
                    entity_name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    matter = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    department = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    payload_version = table.Column<int>(type: "INTEGER", nullable: false),
                    idempotency_key = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    payload = table.Column<string>(type: "TEXT", nullable: false),
                    payload_digest = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    current = table.Column<bool>(type: "INTEGER", nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    failures = table.Column<int>(type: "INTEGER", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    accepted_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    due_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    pushed_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    acked_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    business_completed_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    reported_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    next_action_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    outage_since = table.Column<DateTime>(type: "TEXT", nullable: true),
                    returned_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    return_code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    return_sentence = table.Column<string>(type: "TEXT", nullable: true),
                    return_is_applicants = table.Column<bool>(type: "INTEGER", nullable: false),
                    result = table.Column<string>(type: "TEXT", nullable: true),
                    fields_mandatory = table.Column<int>(type: "INTEGER", nullable: false),
                    fields_filled = table.Column<int>(type: "INTEGER", nullable: false),
                    fields_pushed = table.Column<int>(type: "INTEGER", nullable: false),
                    fields_corrected = table.Column<int>(type: "INTEGER", nullable: false),
                    claimed_by = table.Column<string>(type: "TEXT", nullable: true),
                    claimed_until = table.Column<DateTime>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_exc_hand_over", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "exc_manual_record",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    hand_over_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    department = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    evidence = table.Column<string>(type: "TEXT", nullable: false),
                    material_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    business_completed_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    result = table.Column<string>(type: "TEXT", nullable: false),
                    recorded_by_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    recorded_by = table.Column<string>(type: "TEXT", nullable: false),
                    recorded_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    decided_by_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    decided_by = table.Column<string>(type: "TEXT", nullable: true),
                    decided_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    confirmed = table.Column<bool>(type: "INTEGER", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_exc_manual_record", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "exc_nonce",
                columns: table => new
                {
                    department = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    nonce = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    seen_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_exc_nonce", x => new { x.department, x.nonce });
                });

            migrationBuilder.CreateTable(
                name: "exc_outage",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    department = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    from = table.Column<DateTime>(type: "TEXT", nullable: false),
                    to = table.Column<DateTime>(type: "TEXT", nullable: true),
                    evidence = table.Column<string>(type: "TEXT", nullable: false),
                    reported_by = table.Column<string>(type: "TEXT", nullable: false),
                    by_person = table.Column<bool>(type: "INTEGER", nullable: false),
                    closed_by = table.Column<string>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_exc_outage", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "exc_receipt",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    department = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    receipt_id = table.Column<string>(type: "TEXT", nullable: false),
                    hand_over_key = table.Column<string>(type: "TEXT", nullable: false),
                    hand_over_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    received_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    digest = table.Column<string>(type: "TEXT", nullable: false),
                    body = table.Column<string>(type: "TEXT", nullable: false),
                    verdict = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    sentence = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_exc_receipt", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "exc_reconciliation",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    department = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ours = table.Column<int>(type: "INTEGER", nullable: false),
                    theirs = table.Column<int>(type: "INTEGER", nullable: false),
                    differences = table.Column<int>(type: "INTEGER", nullable: false),
                    failure = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_exc_reconciliation", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "idn_account",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    duty = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    password_hash = table.Column<string>(type: "TEXT", nullable: true),
                    password_set_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    must_change_password = table.Column<bool>(type: "INTEGER", nullable: false),
                    totp_secret = table.Column<string>(type: "TEXT", nullable: true),
                    totp_confirmed_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    totp_last_step = table.Column<long>(type: "INTEGER", nullable: false),
                    disabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    last_sign_in_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    last_sign_in_from = table.Column<string>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_idn_account", x => x.id);
                    table.UniqueConstraint("ak_idn_account_id_duty", x => new { x.id, x.duty });
                    table.CheckConstraint("ck_idn_account_duty", "kind = 'Staff' or duty = 'Business'");
                });

            migrationBuilder.CreateTable(
                name: "idn_bootstrap_secret",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    digest = table.Column<string>(type: "TEXT", nullable: false),
                    issued_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_idn_bootstrap_secret", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "idn_machine_client",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    client_id = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    department = table.Column<string>(type: "TEXT", nullable: true),
                    scopes = table.Column<string>(type: "TEXT", nullable: false),
                    secret_digest = table.Column<string>(type: "TEXT", nullable: false),
                    secret_set_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    disabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_idn_machine_client", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "idn_one_time_code",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    mobile_key = table.Column<string>(type: "TEXT", nullable: false),
                    purpose = table.Column<string>(type: "TEXT", nullable: false),
                    code_digest = table.Column<string>(type: "TEXT", nullable: false),
                    source = table.Column<string>(type: "TEXT", nullable: true),
                    sent_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    expires_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    used_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    wrong_answers = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_idn_one_time_code", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "idn_org_unit",
                columns: table => new
                {
                    code = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_idn_org_unit", x => x.code);
                });

            migrationBuilder.CreateTable(
                name: "idn_sign_in_failure",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    login_key = table.Column<string>(type: "TEXT", nullable: false),
                    source = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_idn_sign_in_failure", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "plt_calendar_day",
                columns: table => new
                {
                    date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    scope = table.Column<string>(type: "TEXT", maxLength: 6, nullable: false),
                    type = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    source = table.Column<string>(type: "TEXT", nullable: false),
                    entered_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_plt_calendar_day", x => new { x.date, x.scope });
                });

            migrationBuilder.CreateTable(
                name: "plt_calendar_year",
                columns: table => new
                {
                    year = table.Column<int>(type: "INTEGER", nullable: false),
                    scope = table.Column<string>(type: "TEXT", maxLength: 6, nullable: false),
                    published = table.Column<bool>(type: "INTEGER", nullable: false),
                    source = table.Column<string>(type: "TEXT", nullable: false),
                    entered_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_plt_calendar_year", x => new { x.year, x.scope });
                });

            migrationBuilder.CreateTable(
                name: "plt_checkpoint",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    position = table.Column<long>(type: "INTEGER", nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    last_error = table.Column<string>(type: "TEXT", nullable: true),
                    last_failed_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_plt_checkpoint", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "plt_data_protection_key",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    xml = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_plt_data_protection_key", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "plt_division",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    code = table.Column<string>(type: "TEXT", maxLength: 6, nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    parent_code = table.Column<string>(type: "TEXT", nullable: true),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    to = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    note = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_plt_division", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "plt_event",
                columns: table => new
                {
                    seq = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    process_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    type = table.Column<string>(type: "TEXT", nullable: false),
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    payload = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_plt_event", x => x.seq);
                });

            migrationBuilder.CreateTable(
                name: "plt_job",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    plan = table.Column<string>(type: "TEXT", nullable: false),
                    next_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    owner = table.Column<string>(type: "TEXT", nullable: true),
                    until = table.Column<DateTime>(type: "TEXT", nullable: true),
                    started_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ended_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    runs = table.Column<long>(type: "INTEGER", nullable: false),
                    failures = table.Column<int>(type: "INTEGER", nullable: false),
                    last_error = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_plt_job", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "plt_lease",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    owner = table.Column<string>(type: "TEXT", nullable: false),
                    until = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_plt_lease", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "plt_message",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    to = table.Column<string>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    topic = table.Column<string>(type: "TEXT", nullable: false),
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    queued_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    at_any_hour = table.Column<bool>(type: "INTEGER", nullable: false),
                    not_before = table.Column<DateTime>(type: "TEXT", nullable: false),
                    sent_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    failed_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    last_error = table.Column<string>(type: "TEXT", nullable: true),
                    claimed_by = table.Column<string>(type: "TEXT", nullable: true),
                    claimed_until = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_plt_message", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "plt_once",
                columns: table => new
                {
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    result = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_plt_once", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "plt_parameter",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    value = table.Column<string>(type: "TEXT", nullable: false),
                    unit = table.Column<string>(type: "TEXT", nullable: false),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    to = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    source = table.Column<string>(type: "TEXT", nullable: false),
                    article = table.Column<string>(type: "TEXT", nullable: false),
                    confidence = table.Column<string>(type: "TEXT", nullable: false),
                    proposed_by_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    proposed_by = table.Column<string>(type: "TEXT", nullable: false),
                    proposed_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    approved_by_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    approved_by = table.Column<string>(type: "TEXT", nullable: true),
                    approved_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    rejected_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_plt_parameter", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "plt_parked_event",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    subscriber = table.Column<string>(type: "TEXT", nullable: false),
                    seal_no = table.Column<long>(type: "INTEGER", nullable: false),
                    event_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    type = table.Column<string>(type: "TEXT", nullable: false),
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    error = table.Column<string>(type: "TEXT", nullable: false),
                    parked_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    reruns = table.Column<int>(type: "INTEGER", nullable: false),
                    resolved_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_plt_parked_event", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "plt_process",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    actor_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    actor_name = table.Column<string>(type: "TEXT", nullable: false),
                    actor_unit = table.Column<string>(type: "TEXT", nullable: true),
                    source_address = table.Column<string>(type: "TEXT", nullable: true),
                    reason = table.Column<string>(type: "TEXT", nullable: true),
                    correlation_id = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_plt_process", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "plt_seal",
                columns: table => new
                {
                    no = table.Column<long>(type: "INTEGER", nullable: false),
                    event_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    hash = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_plt_seal", x => x.no);
                });

            migrationBuilder.CreateTable(
                name: "plt_stashed_form",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    account_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    path = table.Column<string>(type: "TEXT", nullable: false),
                    content = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    expires_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_plt_stashed_form", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "reg_area",
                columns: table => new
                {
                    code = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    parent_code = table.Column<string>(type: "TEXT", nullable: false),
                    station = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reg_area", x => x.code);
                });

            migrationBuilder.CreateTable(
                name: "reg_code",
                columns: table => new
                {
                    code = table.Column<string>(type: "TEXT", nullable: false),
                    prefix = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reg_code", x => x.code);
                });

            migrationBuilder.CreateTable(
                name: "reg_entity",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    uscc = table.Column<string>(type: "TEXT", maxLength: 18, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    composition = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    status = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    division = table.Column<string>(type: "TEXT", nullable: true),
                    trade_name = table.Column<string>(type: "TEXT", nullable: true),
                    industry = table.Column<string>(type: "TEXT", nullable: true),
                    form = table.Column<string>(type: "TEXT", nullable: true),
                    industry_key = table.Column<string>(type: "TEXT", nullable: false),
                    name_lock = table.Column<string>(type: "TEXT", nullable: true),
                    city = table.Column<string>(type: "TEXT", nullable: false),
                    head_name = table.Column<string>(type: "TEXT", nullable: false),
                    capital_fen = table.Column<long>(type: "INTEGER", nullable: true),
                    main_class = table.Column<string>(type: "TEXT", nullable: false),
                    scope_text = table.Column<string>(type: "TEXT", nullable: false),
                    area_code = table.Column<string>(type: "TEXT", nullable: false),
                    town_code = table.Column<string>(type: "TEXT", nullable: false),
                    station = table.Column<string>(type: "TEXT", nullable: true),
                    address = table.Column<string>(type: "TEXT", nullable: false),
                    address_detail = table.Column<string>(type: "TEXT", nullable: false),
                    address_key = table.Column<string>(type: "TEXT", nullable: false),
                    proof = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    square_metres = table.Column<int>(type: "INTEGER", nullable: true),
                    self_built_floors = table.Column<int>(type: "INTEGER", nullable: true),
                    residential = table.Column<bool>(type: "INTEGER", nullable: false),
                    term_years = table.Column<int>(type: "INTEGER", nullable: true),
                    employees = table.Column<int>(type: "INTEGER", nullable: true),
                    case_no = table.Column<string>(type: "TEXT", nullable: false),
                    established_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ended_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    since = table.Column<DateTime>(type: "TEXT", nullable: false),
                    edition = table.Column<int>(type: "INTEGER", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reg_entity", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "reg_forbidden_word",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    word = table.Column<string>(type: "TEXT", nullable: false),
                    category = table.Column<string>(type: "TEXT", nullable: false),
                    level = table.Column<string>(type: "TEXT", nullable: false),
                    exceptions = table.Column<string>(type: "TEXT", nullable: false),
                    applies = table.Column<string>(type: "TEXT", nullable: false),
                    source = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reg_forbidden_word", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "reg_industry_word",
                columns: table => new
                {
                    word = table.Column<string>(type: "TEXT", nullable: false),
                    group = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reg_industry_word", x => x.word);
                });

            migrationBuilder.CreateTable(
                name: "reg_name_gram",
                columns: table => new
                {
                    gram = table.Column<string>(type: "TEXT", nullable: false),
                    position = table.Column<int>(type: "INTEGER", nullable: false),
                    uscc = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reg_name_gram", x => new { x.gram, x.position, x.uscc });
                });

            migrationBuilder.CreateTable(
                name: "reg_organisation_form",
                columns: table => new
                {
                    form = table.Column<string>(type: "TEXT", nullable: false),
                    kinds = table.Column<string>(type: "TEXT", nullable: false),
                    group = table.Column<string>(type: "TEXT", nullable: true),
                    is_suffix = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reg_organisation_form", x => x.form);
                });

            migrationBuilder.CreateTable(
                name: "reg_scope_item",
                columns: table => new
                {
                    code = table.Column<string>(type: "TEXT", nullable: false),
                    place = table.Column<int>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    class4 = table.Column<string>(type: "TEXT", nullable: false),
                    permit = table.Column<string>(type: "TEXT", nullable: true),
                    department = table.Column<string>(type: "TEXT", nullable: true),
                    synonyms = table.Column<string>(type: "TEXT", nullable: false),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reg_scope_item", x => x.code);
                });

            migrationBuilder.CreateTable(
                name: "reg_segment",
                columns: table => new
                {
                    prefix = table.Column<string>(type: "TEXT", nullable: false),
                    category = table.Column<string>(type: "TEXT", nullable: false),
                    next_body = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reg_segment", x => x.prefix);
                });

            migrationBuilder.CreateTable(
                name: "stu_case",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    case_no = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    channel = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    account_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    clerk_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    clerk_name = table.Column<string>(type: "TEXT", nullable: true),
                    unit = table.Column<string>(type: "TEXT", nullable: true),
                    form = table.Column<string>(type: "TEXT", nullable: false),
                    applicant_name = table.Column<string>(type: "TEXT", nullable: true),
                    mobile = table.Column<string>(type: "TEXT", nullable: true),
                    mobile_key = table.Column<string>(type: "TEXT", nullable: true),
                    operator_key = table.Column<string>(type: "TEXT", nullable: true),
                    entity_name = table.Column<string>(type: "TEXT", nullable: true),
                    uscc = table.Column<string>(type: "TEXT", nullable: true),
                    area_code = table.Column<string>(type: "TEXT", nullable: true),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    saved_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    saved_by = table.Column<string>(type: "TEXT", nullable: true),
                    deleted_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    submission_no = table.Column<int>(type: "INTEGER", nullable: false),
                    first_submitted_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    submitted_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    received_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    accepted_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    decided_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    issued_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    finished_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    due_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    due_provisional = table.Column<bool>(type: "INTEGER", nullable: false),
                    decided_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    decided_by_name = table.Column<string>(type: "TEXT", nullable: true),
                    confirmed_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    extended_until = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    licence_minutes = table.Column<int>(type: "INTEGER", nullable: true),
                    delivered_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    delivery_way = table.Column<string>(type: "TEXT", nullable: true),
                    delivery_note = table.Column<string>(type: "TEXT", nullable: true),
                    on_time = table.Column<bool>(type: "INTEGER", nullable: true),
                    on_time_net = table.Column<bool>(type: "INTEGER", nullable: true),
                    late_days = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stu_case", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "stu_case_counter",
                columns: table => new
                {
                    day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    last = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stu_case_counter", x => x.day);
                });

            migrationBuilder.CreateTable(
                name: "stu_check_sheet",
                columns: table => new
                {
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    submission_no = table.Column<int>(type: "INTEGER", nullable: false),
                    checks = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stu_check_sheet", x => new { x.case_id, x.submission_no });
                });

            migrationBuilder.CreateTable(
                name: "stu_defect",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    submission_no = table.Column<int>(type: "INTEGER", nullable: false),
                    order = table.Column<int>(type: "INTEGER", nullable: false),
                    field = table.Column<string>(type: "TEXT", nullable: true),
                    sentence = table.Column<string>(type: "TEXT", nullable: false),
                    rule = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stu_defect", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "stu_left_out",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    submission_no = table.Column<int>(type: "INTEGER", nullable: false),
                    rule = table.Column<string>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    by_name = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stu_left_out", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "stu_opinion",
                columns: table => new
                {
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    check_key = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    rule = table.Column<string>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    by = table.Column<Guid>(type: "TEXT", nullable: true),
                    by_name = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stu_opinion", x => new { x.case_id, x.check_key });
                });

            migrationBuilder.CreateTable(
                name: "stu_proposed_decision",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    open_case_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    submission_no = table.Column<int>(type: "INTEGER", nullable: false),
                    act = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    first_by = table.Column<Guid>(type: "TEXT", nullable: false),
                    first_by_name = table.Column<string>(type: "TEXT", nullable: false),
                    first_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    reason_code = table.Column<string>(type: "TEXT", nullable: true),
                    basis = table.Column<string>(type: "TEXT", nullable: true),
                    second_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    second_by_name = table.Column<string>(type: "TEXT", nullable: true),
                    second_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    confirmed = table.Column<bool>(type: "INTEGER", nullable: true),
                    second_text = table.Column<string>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stu_proposed_decision", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "stu_rating",
                columns: table => new
                {
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    score = table.Column<int>(type: "INTEGER", nullable: false),
                    comment = table.Column<string>(type: "TEXT", nullable: true),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stu_rating", x => x.case_id);
                });

            migrationBuilder.CreateTable(
                name: "stu_recheck",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    month = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    case_no = table.Column<string>(type: "TEXT", nullable: false),
                    entity_name = table.Column<string>(type: "TEXT", nullable: false),
                    decided_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    decided_by_name = table.Column<string>(type: "TEXT", nullable: true),
                    result = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    note = table.Column<string>(type: "TEXT", nullable: true),
                    checked_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    checked_by_name = table.Column<string>(type: "TEXT", nullable: true),
                    checked_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stu_recheck", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "stu_recheck_draw",
                columns: table => new
                {
                    month = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    population = table.Column<int>(type: "INTEGER", nullable: false),
                    drawn = table.Column<int>(type: "INTEGER", nullable: false),
                    seed = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stu_recheck_draw", x => x.month);
                });

            migrationBuilder.CreateTable(
                name: "stu_sign_request",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person = table.Column<int>(type: "INTEGER", nullable: false),
                    token_key = table.Column<string>(type: "TEXT", nullable: false),
                    digest = table.Column<string>(type: "TEXT", nullable: false),
                    sent_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stu_sign_request", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "stu_signature",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person = table.Column<int>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    digest = table.Column<string>(type: "TEXT", nullable: false),
                    way = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    material_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    witness = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stu_signature", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "stu_submission",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    no = table.Column<int>(type: "INTEGER", nullable: false),
                    form = table.Column<string>(type: "TEXT", nullable: false),
                    digest = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stu_submission", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "stu_subsidy",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    case_no = table.Column<string>(type: "TEXT", nullable: false),
                    uscc = table.Column<string>(type: "TEXT", nullable: false),
                    entity_name = table.Column<string>(type: "TEXT", nullable: false),
                    item = table.Column<string>(type: "TEXT", nullable: false),
                    quantity = table.Column<int>(type: "INTEGER", nullable: false),
                    fen = table.Column<long>(type: "INTEGER", nullable: false),
                    on = table.Column<DateOnly>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stu_subsidy", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "wkl_item",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    open_key = table.Column<string>(type: "TEXT", nullable: true),
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    title = table.Column<string>(type: "TEXT", nullable: false),
                    act = table.Column<string>(type: "TEXT", nullable: false),
                    url = table.Column<string>(type: "TEXT", nullable: false),
                    role = table.Column<string>(type: "TEXT", nullable: false),
                    unit = table.Column<string>(type: "TEXT", nullable: true),
                    person = table.Column<Guid>(type: "TEXT", nullable: true),
                    start_utc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    due_utc = table.Column<DateTime>(type: "TEXT", nullable: true),
                    provisional = table.Column<bool>(type: "INTEGER", nullable: false),
                    amber_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    red_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    over_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    watcher = table.Column<Guid>(type: "TEXT", nullable: true),
                    priority = table.Column<int>(type: "INTEGER", nullable: false),
                    tags = table.Column<string>(type: "TEXT", nullable: false),
                    opened_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    closed_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_wkl_item", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "idn_applicant",
                columns: table => new
                {
                    account_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    id_number = table.Column<string>(type: "TEXT", nullable: true),
                    id_key = table.Column<string>(type: "TEXT", nullable: true),
                    mobile = table.Column<string>(type: "TEXT", nullable: false),
                    mobile_key = table.Column<string>(type: "TEXT", nullable: false),
                    level = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    verified_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    verified_by = table.Column<string>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_idn_applicant", x => x.account_id);
                    table.ForeignKey(
                        name: "fk_idn_applicant_idn_account_account_id",
                        column: x => x.account_id,
                        principalTable: "idn_account",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "idn_old_password",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    account_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    hash = table.Column<string>(type: "TEXT", nullable: false),
                    set_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_idn_old_password", x => x.id);
                    table.ForeignKey(
                        name: "fk_idn_old_password_idn_account_account_id",
                        column: x => x.account_id,
                        principalTable: "idn_account",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "idn_session",
                columns: table => new
                {
                    token_digest = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    account_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    stage = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    posting_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    created_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    last_seen_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    proved_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    source_address = table.Column<string>(type: "TEXT", nullable: true),
                    device = table.Column<string>(type: "TEXT", nullable: false),
                    previous_sign_in_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    previous_sign_in_from = table.Column<string>(type: "TEXT", nullable: true),
                    return_url = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_idn_session", x => x.token_digest);
                    table.ForeignKey(
                        name: "fk_idn_session_idn_account_account_id",
                        column: x => x.account_id,
                        principalTable: "idn_account",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "idn_staff",
                columns: table => new
                {
                    account_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    staff_no = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    mobile = table.Column<string>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_idn_staff", x => x.account_id);
                    table.ForeignKey(
                        name: "fk_idn_staff_idn_account_account_id",
                        column: x => x.account_id,
                        principalTable: "idn_account",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "idn_org_unit_version",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    unit_code = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    parent = table.Column<string>(type: "TEXT", nullable: true),
                    phone = table.Column<string>(type: "TEXT", nullable: true),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    to = table.Column<DateOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_idn_org_unit_version", x => x.id);
                    table.ForeignKey(
                        name: "fk_idn_org_unit_version_idn_org_unit_unit_code",
                        column: x => x.unit_code,
                        principalTable: "idn_org_unit",
                        principalColumn: "code",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "reg_entity_past",
                columns: table => new
                {
                    entity_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    edition = table.Column<int>(type: "INTEGER", nullable: false),
                    from = table.Column<DateTime>(type: "TEXT", nullable: false),
                    to = table.Column<DateTime>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    address = table.Column<string>(type: "TEXT", nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    head_name = table.Column<string>(type: "TEXT", nullable: false),
                    scope_text = table.Column<string>(type: "TEXT", nullable: false),
                    capital_fen = table.Column<long>(type: "INTEGER", nullable: true),
                    reason = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reg_entity_past", x => new { x.entity_id, x.edition });
                    table.ForeignKey(
                        name: "fk_reg_entity_past_reg_entity_entity_id",
                        column: x => x.entity_id,
                        principalTable: "reg_entity",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "reg_licence",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    entity_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    no = table.Column<int>(type: "INTEGER", nullable: false),
                    token = table.Column<string>(type: "TEXT", nullable: false),
                    digest = table.Column<string>(type: "TEXT", nullable: false),
                    issued_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    duplicates = table.Column<int>(type: "INTEGER", nullable: false),
                    replaced_at = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reg_licence", x => x.id);
                    table.ForeignKey(
                        name: "fk_reg_licence_reg_entity_entity_id",
                        column: x => x.entity_id,
                        principalTable: "reg_entity",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "reg_person",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    entity_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    place = table.Column<int>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    id_number = table.Column<string>(type: "TEXT", nullable: false),
                    id_key = table.Column<string>(type: "TEXT", nullable: false),
                    mobile = table.Column<string>(type: "TEXT", nullable: false),
                    mobile_key = table.Column<string>(type: "TEXT", nullable: false),
                    home_address = table.Column<string>(type: "TEXT", nullable: true),
                    roles = table.Column<int>(type: "INTEGER", maxLength: 40, nullable: false),
                    real_name_verified = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reg_person", x => x.id);
                    table.ForeignKey(
                        name: "fk_reg_person_reg_entity_entity_id",
                        column: x => x.entity_id,
                        principalTable: "reg_entity",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "reg_proposal",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    entity_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    uscc = table.Column<string>(type: "TEXT", nullable: false),
                    act = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    content = table.Column<string>(type: "TEXT", nullable: false),
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
                    table.PrimaryKey("pk_reg_proposal", x => x.id);
                    table.ForeignKey(
                        name: "fk_reg_proposal_reg_entity_entity_id",
                        column: x => x.entity_id,
                        principalTable: "reg_entity",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "reg_scope",
                columns: table => new
                {
                    entity_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    place = table.Column<int>(type: "INTEGER", nullable: false),
                    item_code = table.Column<string>(type: "TEXT", nullable: false),
                    approval_no = table.Column<string>(type: "TEXT", nullable: true),
                    approved_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    approval_until = table.Column<DateOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reg_scope", x => new { x.entity_id, x.place });
                    table.ForeignKey(
                        name: "fk_reg_scope_reg_entity_entity_id",
                        column: x => x.entity_id,
                        principalTable: "reg_entity",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "stu_matter",
                columns: table => new
                {
                    case_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    matter = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    selected = table.Column<bool>(type: "INTEGER", nullable: false),
                    status = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    payload_version = table.Column<int>(type: "INTEGER", nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    pushed_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    acked_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    business_completed_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    reported_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    next_attempt_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    outage_since = table.Column<DateTime>(type: "TEXT", nullable: true),
                    return_code = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stu_matter", x => new { x.case_id, x.matter });
                    table.ForeignKey(
                        name: "fk_stu_matter_stu_case_case_id",
                        column: x => x.case_id,
                        principalTable: "stu_case",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "idn_posting",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    account_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    unit = table.Column<string>(type: "TEXT", nullable: false),
                    title = table.Column<string>(type: "TEXT", nullable: true),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    to = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_idn_posting", x => x.id);
                    table.UniqueConstraint("ak_idn_posting_id_account_id", x => new { x.id, x.account_id });
                    table.ForeignKey(
                        name: "fk_idn_posting_idn_staff_account_id",
                        column: x => x.account_id,
                        principalTable: "idn_staff",
                        principalColumn: "account_id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "reg_shareholder",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    entity_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    place = table.Column<int>(type: "INTEGER", nullable: false),
                    amount_fen = table.Column<long>(type: "INTEGER", nullable: false),
                    form = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    due_on = table.Column<DateOnly>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_reg_shareholder", x => x.id);
                    table.ForeignKey(
                        name: "fk_reg_shareholder_reg_entity_entity_id",
                        column: x => x.entity_id,
                        principalTable: "reg_entity",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_reg_shareholder_reg_person_person_id",
                        column: x => x.person_id,
                        principalTable: "reg_person",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "idn_posting_role",
                columns: table => new
                {
                    posting_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    role = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    account_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    duty = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_idn_posting_role", x => new { x.posting_id, x.role });
                    table.CheckConstraint("ck_idn_posting_role_duty", "duty = case role when 'system-admin' then 'SystemAdmin' when 'security-admin' then 'SecurityAdmin' when 'audit-admin' then 'AuditAdmin' else 'Business' end");
                    table.ForeignKey(
                        name: "fk_idn_posting_role_idn_account_account_id_duty",
                        columns: x => new { x.account_id, x.duty },
                        principalTable: "idn_account",
                        principalColumns: new[] { "id", "duty" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_idn_posting_role_idn_posting_posting_id_account_id",
                        columns: x => new { x.posting_id, x.account_id },
                        principalTable: "idn_posting",
                        principalColumns: new[] { "id", "account_id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_doc_document_subject_issued_at",
                table: "doc_document",
                columns: new[] { "subject", "issued_at" });

            migrationBuilder.CreateIndex(
                name: "ix_doc_material_digest",
                table: "doc_material",
                column: "digest");

            migrationBuilder.CreateIndex(
                name: "ix_doc_material_subject_uploaded_at",
                table: "doc_material",
                columns: new[] { "subject", "uploaded_at" });

            migrationBuilder.CreateIndex(
                name: "ix_exc_attempt_department_at",
                table: "exc_attempt",
                columns: new[] { "department", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_exc_attempt_hand_over_id",
                table: "exc_attempt",
                column: "hand_over_id");

            migrationBuilder.CreateIndex(
                name: "ix_exc_difference_reconciliation_id",
                table: "exc_difference",
                column: "reconciliation_id");

            migrationBuilder.CreateIndex(
                name: "ix_exc_hand_over_case_no",
                table: "exc_hand_over",
                column: "case_no");

            migrationBuilder.CreateIndex(
                name: "ix_exc_hand_over_department_created_at",
                table: "exc_hand_over",
                columns: new[] { "department", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_exc_hand_over_department_status_next_action_at",
                table: "exc_hand_over",
                columns: new[] { "department", "status", "next_action_at" });

            migrationBuilder.CreateIndex(
                name: "ix_exc_hand_over_idempotency_key",
                table: "exc_hand_over",
                column: "idempotency_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_exc_hand_over_next_action_at",
                table: "exc_hand_over",
                column: "next_action_at");

            migrationBuilder.CreateIndex(
                name: "ix_exc_manual_record_department_decided_at",
                table: "exc_manual_record",
                columns: new[] { "department", "decided_at" });

            migrationBuilder.CreateIndex(
                name: "ix_exc_manual_record_hand_over_id",
                table: "exc_manual_record",
                column: "hand_over_id");

            migrationBuilder.CreateIndex(
                name: "ix_exc_nonce_seen_at",
                table: "exc_nonce",
                column: "seen_at");

            migrationBuilder.CreateIndex(
                name: "ix_exc_outage_department_from",
                table: "exc_outage",
                columns: new[] { "department", "from" });

            migrationBuilder.CreateIndex(
                name: "ix_exc_receipt_department_receipt_id",
                table: "exc_receipt",
                columns: new[] { "department", "receipt_id" });

            migrationBuilder.CreateIndex(
                name: "ix_exc_receipt_hand_over_id",
                table: "exc_receipt",
                column: "hand_over_id");

            migrationBuilder.CreateIndex(
                name: "ix_exc_receipt_received_at",
                table: "exc_receipt",
                column: "received_at");

            migrationBuilder.CreateIndex(
                name: "ix_exc_reconciliation_department_at",
                table: "exc_reconciliation",
                columns: new[] { "department", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_idn_applicant_id_key",
                table: "idn_applicant",
                column: "id_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_idn_applicant_mobile_key",
                table: "idn_applicant",
                column: "mobile_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_idn_machine_client_client_id",
                table: "idn_machine_client",
                column: "client_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_idn_old_password_account_id",
                table: "idn_old_password",
                column: "account_id");

            migrationBuilder.CreateIndex(
                name: "ix_idn_one_time_code_mobile_key_sent_at",
                table: "idn_one_time_code",
                columns: new[] { "mobile_key", "sent_at" });

            migrationBuilder.CreateIndex(
                name: "ix_idn_one_time_code_source_sent_at",
                table: "idn_one_time_code",
                columns: new[] { "source", "sent_at" });

            migrationBuilder.CreateIndex(
                name: "ix_idn_org_unit_version_unit_code_from",
                table: "idn_org_unit_version",
                columns: new[] { "unit_code", "from" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_idn_posting_account_id_from",
                table: "idn_posting",
                columns: new[] { "account_id", "from" });

            migrationBuilder.CreateIndex(
                name: "ix_idn_posting_unit",
                table: "idn_posting",
                column: "unit");

            migrationBuilder.CreateIndex(
                name: "ix_idn_posting_role_account_id_duty",
                table: "idn_posting_role",
                columns: new[] { "account_id", "duty" });

            migrationBuilder.CreateIndex(
                name: "ix_idn_posting_role_posting_id_account_id",
                table: "idn_posting_role",
                columns: new[] { "posting_id", "account_id" });

            migrationBuilder.CreateIndex(
                name: "ix_idn_posting_role_role",
                table: "idn_posting_role",
                column: "role");

            migrationBuilder.CreateIndex(
                name: "ix_idn_session_account_id",
                table: "idn_session",
                column: "account_id");

            migrationBuilder.CreateIndex(
                name: "ix_idn_session_last_seen_at",
                table: "idn_session",
                column: "last_seen_at");

            migrationBuilder.CreateIndex(
                name: "ix_idn_sign_in_failure_login_key_source_at",
                table: "idn_sign_in_failure",
                columns: new[] { "login_key", "source", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_idn_sign_in_failure_source_at",
                table: "idn_sign_in_failure",
                columns: new[] { "source", "at" });

            migrationBuilder.CreateIndex(
                name: "ix_idn_staff_name",
                table: "idn_staff",
                column: "name");

            migrationBuilder.CreateIndex(
                name: "ix_idn_staff_staff_no",
                table: "idn_staff",
                column: "staff_no",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_plt_division_code",
                table: "plt_division",
                column: "code");

            migrationBuilder.CreateIndex(
                name: "ix_plt_event_process_id",
                table: "plt_event",
                column: "process_id");

            migrationBuilder.CreateIndex(
                name: "ix_plt_event_subject",
                table: "plt_event",
                column: "subject");

            migrationBuilder.CreateIndex(
                name: "ix_plt_message_sent_at_not_before",
                table: "plt_message",
                columns: new[] { "sent_at", "not_before" });

            migrationBuilder.CreateIndex(
                name: "ix_plt_message_subject",
                table: "plt_message",
                column: "subject");

            migrationBuilder.CreateIndex(
                name: "ix_plt_parameter_key",
                table: "plt_parameter",
                column: "key");

            migrationBuilder.CreateIndex(
                name: "ix_plt_parked_event_resolved_at",
                table: "plt_parked_event",
                column: "resolved_at");

            migrationBuilder.CreateIndex(
                name: "ix_plt_parked_event_subscriber_event_seq",
                table: "plt_parked_event",
                columns: new[] { "subscriber", "event_seq" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_plt_process_at",
                table: "plt_process",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_plt_seal_event_seq",
                table: "plt_seal",
                column: "event_seq",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_plt_stashed_form_account_id_expires_at",
                table: "plt_stashed_form",
                columns: new[] { "account_id", "expires_at" });

            migrationBuilder.CreateIndex(
                name: "ix_reg_code_prefix_code",
                table: "reg_code",
                columns: new[] { "prefix", "code" });

            migrationBuilder.CreateIndex(
                name: "ix_reg_entity_address_key",
                table: "reg_entity",
                column: "address_key");

            migrationBuilder.CreateIndex(
                name: "ix_reg_entity_case_no",
                table: "reg_entity",
                column: "case_no");

            migrationBuilder.CreateIndex(
                name: "ix_reg_entity_city_trade_name",
                table: "reg_entity",
                columns: new[] { "city", "trade_name" });

            migrationBuilder.CreateIndex(
                name: "ix_reg_entity_established_on_uscc",
                table: "reg_entity",
                columns: new[] { "established_on", "uscc" });

            migrationBuilder.CreateIndex(
                name: "ix_reg_entity_head_name",
                table: "reg_entity",
                column: "head_name");

            migrationBuilder.CreateIndex(
                name: "ix_reg_entity_kind_established_on",
                table: "reg_entity",
                columns: new[] { "kind", "established_on" });

            migrationBuilder.CreateIndex(
                name: "ix_reg_entity_name",
                table: "reg_entity",
                column: "name");

            migrationBuilder.CreateIndex(
                name: "ix_reg_entity_name_lock",
                table: "reg_entity",
                column: "name_lock",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_reg_entity_status_established_on",
                table: "reg_entity",
                columns: new[] { "status", "established_on" });

            migrationBuilder.CreateIndex(
                name: "ix_reg_entity_town_code_established_on",
                table: "reg_entity",
                columns: new[] { "town_code", "established_on" });

            migrationBuilder.CreateIndex(
                name: "ix_reg_entity_uscc",
                table: "reg_entity",
                column: "uscc",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_reg_licence_entity_id_no",
                table: "reg_licence",
                columns: new[] { "entity_id", "no" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_reg_licence_token",
                table: "reg_licence",
                column: "token",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_reg_name_gram_uscc",
                table: "reg_name_gram",
                column: "uscc");

            migrationBuilder.CreateIndex(
                name: "ix_reg_person_entity_id",
                table: "reg_person",
                column: "entity_id");

            migrationBuilder.CreateIndex(
                name: "ix_reg_person_id_key",
                table: "reg_person",
                column: "id_key");

            migrationBuilder.CreateIndex(
                name: "ix_reg_person_mobile_key",
                table: "reg_person",
                column: "mobile_key");

            migrationBuilder.CreateIndex(
                name: "ix_reg_proposal_entity_id",
                table: "reg_proposal",
                column: "entity_id");

            migrationBuilder.CreateIndex(
                name: "ix_reg_proposal_uscc_decided_at",
                table: "reg_proposal",
                columns: new[] { "uscc", "decided_at" });

            migrationBuilder.CreateIndex(
                name: "ix_reg_scope_item_code",
                table: "reg_scope",
                column: "item_code");

            migrationBuilder.CreateIndex(
                name: "ix_reg_shareholder_entity_id",
                table: "reg_shareholder",
                column: "entity_id");

            migrationBuilder.CreateIndex(
                name: "ix_reg_shareholder_person_id",
                table: "reg_shareholder",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_stu_case_accepted_at",
                table: "stu_case",
                column: "accepted_at");

            migrationBuilder.CreateIndex(
                name: "ix_stu_case_account_id_saved_at",
                table: "stu_case",
                columns: new[] { "account_id", "saved_at" });

            migrationBuilder.CreateIndex(
                name: "ix_stu_case_case_no",
                table: "stu_case",
                column: "case_no",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_stu_case_decided_at",
                table: "stu_case",
                column: "decided_at");

            migrationBuilder.CreateIndex(
                name: "ix_stu_case_decided_by_submitted_at",
                table: "stu_case",
                columns: new[] { "decided_by", "submitted_at" });

            migrationBuilder.CreateIndex(
                name: "ix_stu_case_finished_at_on_time_on_time_net",
                table: "stu_case",
                columns: new[] { "finished_at", "on_time", "on_time_net" });

            migrationBuilder.CreateIndex(
                name: "ix_stu_case_issued_at_channel_licence_minutes",
                table: "stu_case",
                columns: new[] { "issued_at", "channel", "licence_minutes" });

            migrationBuilder.CreateIndex(
                name: "ix_stu_case_mobile_key",
                table: "stu_case",
                column: "mobile_key");

            migrationBuilder.CreateIndex(
                name: "ix_stu_case_operator_key",
                table: "stu_case",
                column: "operator_key");

            migrationBuilder.CreateIndex(
                name: "ix_stu_case_state_due_at",
                table: "stu_case",
                columns: new[] { "state", "due_at" });

            migrationBuilder.CreateIndex(
                name: "ix_stu_case_submitted_at",
                table: "stu_case",
                column: "submitted_at");

            migrationBuilder.CreateIndex(
                name: "ix_stu_case_unit_saved_at",
                table: "stu_case",
                columns: new[] { "unit", "saved_at" });

            migrationBuilder.CreateIndex(
                name: "ix_stu_case_uscc",
                table: "stu_case",
                column: "uscc");

            migrationBuilder.CreateIndex(
                name: "ix_stu_defect_case_id_submission_no",
                table: "stu_defect",
                columns: new[] { "case_id", "submission_no" });

            migrationBuilder.CreateIndex(
                name: "ix_stu_left_out_case_id",
                table: "stu_left_out",
                column: "case_id");

            migrationBuilder.CreateIndex(
                name: "ix_stu_matter_status_pushed_at",
                table: "stu_matter",
                columns: new[] { "status", "pushed_at" });

            migrationBuilder.CreateIndex(
                name: "ix_stu_proposed_decision_case_id",
                table: "stu_proposed_decision",
                column: "case_id");

            migrationBuilder.CreateIndex(
                name: "ix_stu_proposed_decision_open_case_id",
                table: "stu_proposed_decision",
                column: "open_case_id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_stu_rating_at",
                table: "stu_rating",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_stu_recheck_month_case_no",
                table: "stu_recheck",
                columns: new[] { "month", "case_no" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_stu_sign_request_case_id_person",
                table: "stu_sign_request",
                columns: new[] { "case_id", "person" });

            migrationBuilder.CreateIndex(
                name: "ix_stu_sign_request_token_key",
                table: "stu_sign_request",
                column: "token_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_stu_signature_case_id_person_digest",
                table: "stu_signature",
                columns: new[] { "case_id", "person", "digest" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_stu_submission_case_id_no",
                table: "stu_submission",
                columns: new[] { "case_id", "no" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_stu_subsidy_case_id_item",
                table: "stu_subsidy",
                columns: new[] { "case_id", "item" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_stu_subsidy_on",
                table: "stu_subsidy",
                column: "on");

            migrationBuilder.CreateIndex(
                name: "ix_wkl_item_open_key",
                table: "wkl_item",
                column: "open_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_wkl_item_person_closed_at",
                table: "wkl_item",
                columns: new[] { "person", "closed_at" });

            migrationBuilder.CreateIndex(
                name: "ix_wkl_item_role_closed_at_due_utc",
                table: "wkl_item",
                columns: new[] { "role", "closed_at", "due_utc" });

            migrationBuilder.CreateIndex(
                name: "ix_wkl_item_watcher_closed_at",
                table: "wkl_item",
                columns: new[] { "watcher", "closed_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "doc_document");

            migrationBuilder.DropTable(
                name: "doc_material");

            migrationBuilder.DropTable(
                name: "exc_attempt");

            migrationBuilder.DropTable(
                name: "exc_department");

            migrationBuilder.DropTable(
                name: "exc_difference");

            migrationBuilder.DropTable(
                name: "exc_hand_over");

            migrationBuilder.DropTable(
                name: "exc_manual_record");

            migrationBuilder.DropTable(
                name: "exc_nonce");

            migrationBuilder.DropTable(
                name: "exc_outage");

            migrationBuilder.DropTable(
                name: "exc_receipt");

            migrationBuilder.DropTable(
                name: "exc_reconciliation");

            migrationBuilder.DropTable(
                name: "idn_applicant");

            migrationBuilder.DropTable(
                name: "idn_bootstrap_secret");

            migrationBuilder.DropTable(
                name: "idn_machine_client");

            migrationBuilder.DropTable(
                name: "idn_old_password");

            migrationBuilder.DropTable(
                name: "idn_one_time_code");

            migrationBuilder.DropTable(
                name: "idn_org_unit_version");

            migrationBuilder.DropTable(
                name: "idn_posting_role");

            migrationBuilder.DropTable(
                name: "idn_session");

            migrationBuilder.DropTable(
                name: "idn_sign_in_failure");

            migrationBuilder.DropTable(
                name: "plt_calendar_day");

            migrationBuilder.DropTable(
                name: "plt_calendar_year");

            migrationBuilder.DropTable(
                name: "plt_checkpoint");

            migrationBuilder.DropTable(
                name: "plt_data_protection_key");

            migrationBuilder.DropTable(
                name: "plt_division");

            migrationBuilder.DropTable(
                name: "plt_event");

            migrationBuilder.DropTable(
                name: "plt_job");

            migrationBuilder.DropTable(
                name: "plt_lease");

            migrationBuilder.DropTable(
                name: "plt_message");

            migrationBuilder.DropTable(
                name: "plt_once");

            migrationBuilder.DropTable(
                name: "plt_parameter");

            migrationBuilder.DropTable(
                name: "plt_parked_event");

            migrationBuilder.DropTable(
                name: "plt_process");

            migrationBuilder.DropTable(
                name: "plt_seal");

            migrationBuilder.DropTable(
                name: "plt_stashed_form");

            migrationBuilder.DropTable(
                name: "reg_area");

            migrationBuilder.DropTable(
                name: "reg_code");

            migrationBuilder.DropTable(
                name: "reg_entity_past");

            migrationBuilder.DropTable(
                name: "reg_forbidden_word");

            migrationBuilder.DropTable(
                name: "reg_industry_word");

            migrationBuilder.DropTable(
                name: "reg_licence");

            migrationBuilder.DropTable(
                name: "reg_name_gram");

            migrationBuilder.DropTable(
                name: "reg_organisation_form");

            migrationBuilder.DropTable(
                name: "reg_proposal");

            migrationBuilder.DropTable(
                name: "reg_scope");

            migrationBuilder.DropTable(
                name: "reg_scope_item");

            migrationBuilder.DropTable(
                name: "reg_segment");

            migrationBuilder.DropTable(
                name: "reg_shareholder");

            migrationBuilder.DropTable(
                name: "stu_case_counter");

            migrationBuilder.DropTable(
                name: "stu_check_sheet");

            migrationBuilder.DropTable(
                name: "stu_defect");

            migrationBuilder.DropTable(
                name: "stu_left_out");

            migrationBuilder.DropTable(
                name: "stu_matter");

            migrationBuilder.DropTable(
                name: "stu_opinion");

            migrationBuilder.DropTable(
                name: "stu_proposed_decision");

            migrationBuilder.DropTable(
                name: "stu_rating");

            migrationBuilder.DropTable(
                name: "stu_recheck");

            migrationBuilder.DropTable(
                name: "stu_recheck_draw");

            migrationBuilder.DropTable(
                name: "stu_sign_request");

            migrationBuilder.DropTable(
                name: "stu_signature");

            migrationBuilder.DropTable(
                name: "stu_submission");

            migrationBuilder.DropTable(
                name: "stu_subsidy");

            migrationBuilder.DropTable(
                name: "wkl_item");

            migrationBuilder.DropTable(
                name: "idn_org_unit");

            migrationBuilder.DropTable(
                name: "idn_posting");

            migrationBuilder.DropTable(
                name: "reg_person");

            migrationBuilder.DropTable(
                name: "stu_case");

            migrationBuilder.DropTable(
                name: "idn_staff");

            migrationBuilder.DropTable(
                name: "reg_entity");

            migrationBuilder.DropTable(
                name: "idn_account");
        }
    }
}
