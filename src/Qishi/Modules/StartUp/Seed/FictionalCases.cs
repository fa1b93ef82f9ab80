using System.Globalization;
using Qishi.Kernel;
using Qishi.Modules.Identity.Contracts;
using Qishi.Modules.Registration.Contracts;
using Qishi.Modules.StartUp.Model;

namespace Qishi.Modules.StartUp.Seed;

/// <summary>A case to be seeded, with what belongs to it.</summary>
internal sealed record FictionalCase(StartUpCase Case, Submission? Submission, Rating? Rating, IReadOnlyList<SubsidyEntry> Subsidies);

/// <summary>A registrar who decided seeded cases.</summary>
internal sealed record SeedRegistrar(Guid AccountId, string Name);

/// <summary>Invents cases: more of them each month, most granted within the hours of one working day, a few late, returned, refused, withdrawn or stuck.</summary>
internal sealed class FictionalCases
{
    private const string Lucky = "兴隆旺顺和泰福祥瑞丰盛达昌茂源宏鑫聚万金玉宝华荣康安宁吉庆喜乐美佳新远博信诚德仁义礼智";
    // Numbers of waiting cases lie above what a day reaches, so that neither the counter nor a later county seed meets them.
    private const int FirstWaiting = 9_500;
    private const string Surnames = "韦黄覃梁陆蒙何李陈莫农蓝罗卢杨周林张王赵";
    private const string Given = "小大志文秀丽春海明强芳兰桂英建国华永福宁梅雪峰杰涛";
    private static readonly string[] Villages = ["451521100001", "451521100002", "451521100003", "451521101001"];

    private readonly Random random;
    private readonly IReadOnlyList<CountyFirm> firms;
    private readonly WorkingDays calendar;
    private readonly RuleBook rules;
    private readonly Func<string, string> mobileKey;
    private readonly DateTime now;
    private readonly DateOnly[] openDays;
    private readonly Dictionary<DateOnly, int> numbers = [];
    private readonly Dictionary<DateOnly, CaseClock> clocks = [];
    private readonly IReadOnlyList<SeedRegistrar> registrars;
    private int people;

    public FictionalCases(int seed, IReadOnlyList<CountyFirm> firms, WorkingDays calendar, RuleBook rules, Func<string, string> mobileKey, DateTime now, int takenToday, IReadOnlyList<SeedRegistrar>? registrars = null)
    {
        (random, this.firms, this.calendar, this.rules, this.mobileKey, this.now, this.registrars) = (new Random(seed), firms, calendar, rules, mobileKey, now, registrars ?? []);
        var today = ChinaTime.DayOf(now);
        numbers[today] = takenToday;
        foreach (var firm in firms)
            numbers[firm.EstablishedOn] = Math.Max(numbers.GetValueOrDefault(firm.EstablishedOn), int.Parse(firm.CaseNo.AsSpan(10), CultureInfo.InvariantCulture));
        openDays = [.. Enumerable.Range(0, 730).Select(i => today.AddDays(-i)).Where(calendar.IsWorkingDay).Order()];
    }

    /// <summary>Last case number given on a day.</summary>
    public int LastOf(DateOnly day) => numbers.GetValueOrDefault(day);

    /// <summary>The finished case of a firm.</summary>
    public FictionalCase Of(CountyFirm firm) => Make(firm.CaseNo, firm, ChinaTime.ToUtc(firm.EstablishedOn, new TimeOnly(9, random.Next(50))), StartUpState.Archived);

    /// <summary>A case of the last 24 months.</summary>
    public FictionalCase Next()
    {
        // The larger of two draws half of the time: the county grows.
        var place = random.Next(2) == 0 ? random.Next(openDays.Length) : Math.Max(random.Next(openDays.Length), random.Next(openDays.Length));
        var day = openDays[place];
        var hour = random.Next(2) == 0 ? 9 + random.Next(3) : 13 + random.Next(4);
        var at = ChinaTime.ToUtc(day, new TimeOnly(hour, random.Next(60), random.Next(60)));
        if (at > now)
            at = now.AddMinutes(-1 - random.Next(60));
        var state = random.Next(1000) switch
        {
            < 880 => StartUpState.Archived,
            < 910 => StartUpState.Withdrawn,
            < 940 => StartUpState.Refused,
            < 955 => StartUpState.NotAccepted,
            < 970 => StartUpState.Returned,
            _ => StartUpState.Draft,
        };
        var number = numbers[day] = numbers.GetValueOrDefault(day) + 1;
        return Make(string.Create(CultureInfo.InvariantCulture, $"KB{day:yyyyMMdd}{number:0000}"), firms[random.Next(firms.Count)], at, state);
    }

    private FictionalCase Make(string caseNo, CountyFirm firm, DateTime at, StartUpState end)
    {
        var granted = end == StartUpState.Archived;
        var (name, mobile) = ($"{Pick(Surnames)}{Pick(Given)}{Pick(Given)}", Mobile());
        var entityName = granted ? firm.Name : $"望溪县{Pick(Lucky)}{Pick(Lucky)}{Pick(Lucky)}日用百货{(firm.Kind == EntityKind.Llc ? "有限公司" : "店（个体工商户）")}";
        var answers = Answers(firm.Kind, name, mobile, entityName, at);
        var channel = random.Next(100) switch { < 55 => Channel.Online, < 80 => Channel.Counter, < 92 => Channel.Outlet, _ => Channel.Spoken };
        var c = NewCase(caseNo, firm.Kind, channel, entityName, name, mobile, answers, at);
        var form = c.Form;
        if (end == StartUpState.Draft)
            return new(c, null, null, []);

        Submit(c, at);
        var submission = new Submission { Id = Guid.CreateVersion7(at), CaseId = c.Id, No = 1, Form = form, Digest = answers.Digest(), At = at };
        var decided = calendar.AddWorkingMinutes(at, random.Next(100) < 96 || registrars.Count > 0 ? 8 + random.Next(150) : 300 + random.Next(500));
        if (decided > now)
            return new(c, submission, null, []);
        if (!granted)
        {
            End(c, end, decided);
            return new(c, submission, null, []);
        }

        Grant(c, firm, decided);
        Rating? rating = c.FinishedAt is { } finished && random.Next(100) < 45
            ? new Rating { CaseId = c.Id, Score = random.Next(100) switch { < 82 => 5, < 94 => 4, < 98 => 3, 98 => 2, _ => 1 }, At = finished.AddHours(1) } : null;
        return new(c, submission, rating, Subsidies(c, firm, decided));
    }

    private StartUpCase NewCase(string caseNo, EntityKind kind, Channel channel, string entityName, string name, string mobile, Answers answers, DateTime at)
    {
        var c = new StartUpCase
        {
            Id = Guid.CreateVersion7(at),
            CaseNo = caseNo,
            Kind = kind,
            Channel = channel,
            Form = answers.Write(),
            ApplicantName = name,
            Mobile = mobile,
            MobileKey = mobileKey(mobile),
            EntityName = entityName,
            AreaCode = answers["Village"],
            CreatedAt = at.AddMinutes(-20),
            SavedAt = at,
            SavedBy = name,
            Unit = channel == Channel.Outlet ? $"OUT-{1 + random.Next(13):00}" : null,
        };
        c.Matters.AddRange(Matter.All.Select(m => new StartUpMatter { CaseId = c.Id, Matter = m.Code, Selected = m.Code == Matter.Establishment || answers.Many("Matters").Contains(m.Code) }));
        return c;
    }

    /// <summary>A complete snack shop that waits for a registrar since the n-th last hour or day the office was open: fresh, amber, red, over.</summary>
    public FictionalCase Waiting(int n)
    {
        var day = openDays[^(1 + (n / 2))];
        var at = ChinaTime.ToUtc(day, new TimeOnly(n % 2 == 0 ? 15 : 9, 10 + n));
        if (at > now)
            at = now.AddMinutes(-5 - n);
        var (name, mobile, trade) = ($"{Pick(Surnames)}{Pick(Given)}{Pick(Given)}", Mobile(), $"{Pick(Lucky)}{Pick(Lucky)}{Pick(Lucky)}");
        var answers = StartDraft.StartDraftHandler.Prefill(
            new(EntityKind.Individual, Channel.Online, new(Guid.Empty, name, CitizenId.Compose("451521", new DateOnly(1970, 1, 1).AddDays(random.Next(10_000)), 1 + random.Next(998)).Value, mobile, RealNameLevel.RealName), null), at);
        foreach (var (field, value) in new Dictionary<string, string>
        {
            ["P1.HomeAddress"] = "望溪县清河镇兴隆社区兴隆街36号",
            ["TradeName"] = trade,
            ["Industry"] = "米粉",
            ["NameForm"] = "店",
            ["Village"] = Villages[3],
            ["Town"] = Villages[3][..9],
            ["Detail"] = string.Create(CultureInfo.InvariantCulture, $"{trade}路{1 + n}号1层"),
            ["Area"] = "48",
            ["Proof"] = "Commitment",
            ["AddressCommitment"] = "1",
            ["ScopeItems"] = "H001,F029",
            ["PermitCommitment"] = "1",
            ["Employees"] = "2",
        })
            answers.Put(field, value, 1, name, at);
        foreach (var topic in Topic.All)
            answers.Visited.Add(topic.Code);
        var number = numbers[day] = numbers.GetValueOrDefault(day, FirstWaiting) + 1;
        var c = NewCase(string.Create(CultureInfo.InvariantCulture, $"KB{day:yyyyMMdd}{number:0000}"), EntityKind.Individual, Channel.Online, $"望溪县{trade}米粉店（个体工商户）", name, mobile, answers, at);
        Submit(c, at);
        return new(c, new Submission { Id = Guid.CreateVersion7(at), CaseId = c.Id, No = 1, Form = c.Form, Digest = answers.Digest(), At = at }, null, []);
    }

    private void Submit(StartUpCase c, DateTime at)
    {
        Must(c.Move(StartUpFlow.Submit));
        Must(c.Move(StartUpFlow.Receive));
        var day = ChinaTime.DayOf(at);
        if (!clocks.TryGetValue(day, out var due))
            clocks[day] = due = CaseClock.Starting(at, rules.Int("opening.promisedWorkdays", day), calendar);
        (c.SubmissionNo, c.FirstSubmittedAt, c.SubmittedAt, c.ReceivedAt, c.DueAt, c.DueProvisional) = (1, at, at, at, due.DueUtc, due.Provisional);
        foreach (var m in c.Matters)
            m.Status = m.Selected ? MatterStatus.Pending : MatterStatus.NotRequired;
    }

    private static void End(StartUpCase c, StartUpState end, DateTime decided)
    {
        if (end == StartUpState.Refused)
            Must(c.Move(StartUpFlow.Accept));
        Must(c.Move(end switch { StartUpState.Refused => StartUpFlow.Refuse, StartUpState.NotAccepted => StartUpFlow.NotAccept, StartUpState.Returned => StartUpFlow.Return, _ => StartUpFlow.Withdraw }));
        if (end != StartUpState.Withdrawn)
            c.DecidedAt = decided;
    }

    private void Grant(StartUpCase c, CountyFirm firm, DateTime decided)
    {
        foreach (var move in new[] { StartUpFlow.Accept, StartUpFlow.Approve, StartUpFlow.Issue })
            Must(c.Move(move));
        (c.Uscc, c.AcceptedAt, c.DecidedAt, c.IssuedAt) = (firm.Uscc, decided, decided, decided);
        if (registrars.Count > 0 && registrars[people % registrars.Count] is var registrar)
            (c.DecidedBy, c.DecidedByName) = (registrar.AccountId, registrar.Name);
        c.LicenceMinutes = calendar.WorkingMinutes(c.SubmittedAt!.Value, decided);
        var last = decided;
        var open = false;
        foreach (var m in c.Matters.Where(m => m.Selected))
        {
            var done = m.Matter == Matter.Establishment ? decided : decided.AddMinutes(random.Next(1000) switch { < 800 => 1 + random.Next(30), < 970 => 30 + random.Next(120), < 997 => 200 + random.Next(1_000), _ => 3_000 + random.Next(6_000) });
            (m.PayloadVersion, m.PushedAt, m.AckedAt) = m.Matter == Matter.Establishment ? (0, null, null) : (1, (DateTime?)decided, (DateTime?)decided.AddSeconds(20));
            if (done > now)
            {
                (m.Status, open) = (random.Next(10) == 0 ? MatterStatus.Failed : MatterStatus.Processing, true);
                continue;
            }

            (m.Status, m.BusinessCompletedAt, m.ReportedAt) = (MatterStatus.Done, done, done);
            last = done > last ? done : last;
        }

        if (open)
            return;
        Must(c.Move(StartUpFlow.Archive));
        (c.FinishedAt, c.OnTime, c.OnTimeNet, c.LateDays) = (last, last <= c.DueAt, last <= c.DueAt, Math.Max(0, calendar.Between(ChinaTime.DayOf(c.DueAt!.Value), ChinaTime.DayOf(last))));
    }

    private List<SubsidyEntry> Subsidies(StartUpCase c, CountyFirm firm, DateTime decided)
    {
        var day = ChinaTime.DayOf(decided);
        var booked = new List<SubsidyEntry>();
        void Book(string item, string parameter, int quantity) => booked.Add(new()
        {
            Id = Guid.CreateVersion7(decided),
            CaseId = c.Id,
            CaseNo = c.CaseNo,
            Uscc = firm.Uscc,
            EntityName = firm.Name,
            Item = item,
            Quantity = quantity,
            Fen = rules.Int(parameter, ChinaTime.DayOf(now)),
            On = day,
        });
        if (c[Matter.Seal].Selected)
            Book("SEAL_SET", "subsidy.sealSet", 4);
        if (random.Next(100) < 30)
            Book("MAIL", "subsidy.mail", 1);
        return booked;
    }

    /// <summary>Line of trade and form of a name of three parts behind the county and a trade name of three characters.</summary>
    private static (string Industry, string Form) PartsOf(string entityName, EntityKind kind)
    {
        string[] forms = kind == EntityKind.Llc ? ["有限公司"] : ["经营部", "维修部", "店", "馆"];
        var rest = entityName.Length > 6 ? entityName[6..].Replace("（个体工商户）", "", StringComparison.Ordinal) : "";
        return forms.FirstOrDefault(f => rest.EndsWith(f, StringComparison.Ordinal)) is { } form && rest.Length > form.Length ? (rest[..^form.Length], form) : ("日用百货", forms[^1] == "馆" ? "店" : forms[0]);
    }

    private Answers Answers(EntityKind kind, string name, string mobile, string entityName, DateTime submitted)
    {
        var (a, at) = (new Answers(), now);
        void Put(string field, string value) => a.Put(field, value, 0, "", at);
        Put("People", "1");
        Put("P1.Name", name);
        Put("P1.IdNumber", CitizenId.Compose("451521", new DateOnly(1965, 1, 1).AddDays(random.Next(14_000)), 1 + random.Next(998)).Value);
        Put("P1.Mobile", mobile);
        if (kind == EntityKind.Individual)
            Put("P1.HomeAddress", "望溪县清河镇兴隆社区兴隆街36号");
        else
            Put("P1.Roles", $"{nameof(PersonRoles.Shareholder)},{nameof(PersonRoles.LegalRepresentative)},{nameof(PersonRoles.Director)},{nameof(PersonRoles.Manager)}");
        Put("Area", (20 + random.Next(90)).ToString(CultureInfo.InvariantCulture));
        Put("TradeName", entityName.Length > 6 ? entityName[3..6] : entityName);
        var (industry, form) = PartsOf(entityName, kind);
        Put("Industry", industry);
        Put("NameForm", form);
        Put("Village", Villages[random.Next(Villages.Length)]);
        Put("Town", a["Village"][..9]);
        Put("Detail", string.Create(CultureInfo.InvariantCulture, $"{Pick(Lucky)}{Pick(Lucky)}路{1 + random.Next(900)}号"));
        Put("Proof", "Commitment");
        Put("AddressCommitment", "1");
        Put("ScopeItems", "F029");
        Put("Employees", "3");
        Put("Matters", random.Next(10) < 6 ? "SEAL,INVOICE,SOCIAL,MEDICAL" : "SEAL,INVOICE,SOCIAL,MEDICAL,FUND,BANK");
        Put("SealSet", "LEGALREP");
        Put("TaxpayerType", Choices.TaxpayerType[0].Code);
        Put("InvoiceKinds", Choices.InvoiceKinds[0].Code);
        Put("InvoiceQuantity", "25");
        Put("InvoiceMax", Choices.InvoiceMax[1].Code);
        foreach (var officer in new[] { "FinanceOfficer", "InsuranceOfficer", "Liaison" })
            Put(officer, "1");
        var month = ChinaTime.DayOf(submitted).ToString("yyyy-MM", CultureInfo.InvariantCulture);
        Put("InsuredFrom", month);
        if (a.Many("Matters").Contains(Matter.Fund))
            foreach (var (field, value) in new[] { ("FundRatio", "8"), ("FundFrom", month), ("FundPayday", "10"), ("FundBase", "3000") })
                Put(field, value);
        if (a.Many("Matters").Contains(Matter.Bank))
            foreach (var (field, value) in new[] { ("BankBranch", "OUT-01"), ("BankOn", $"{ChinaTime.DayOf(submitted).AddDays(3):yyyy-MM-dd}"), ("BankConsent", "1") })
                Put(field, value);
        Put("Collect", "HALL");
        a.Changes.Clear();
        foreach (var topic in Topic.All)
            a.Visited.Add(topic.Code);
        return a;
    }

    // Five zeros, which no operator gives out.
    private string Mobile()
    {
        var n = people++;
        return string.Create(CultureInfo.InvariantCulture, $"1{30 + (n / 1000 % 70)}00000{n % 1000:000}");
    }

    private char Pick(string all) => all[random.Next(all.Length)];

    private static void Must(Result<StartUpState> move)
    {
        if (!move.Ok)
            throw new InvalidOperationException(move.Problems[0].Sentence);
    }
}
