using Qishi.Kernel;
using Qishi.Modules.StartUp.Model;
using Qishi.Platform.Messaging;
using Qishi.Platform.Web;

namespace Qishi.Modules.StartUp.Notices;

/// <summary>SMS of a start-up (ux.md 4.2, C6): signed, one topic, no link, no personal data, no reasons.</summary>
internal sealed class CaseMessages(Messages messages, Site site, TimeProvider clock)
{
    public void Submitted(StartUpCase c) => Send(c, "startup.submitted", $"企业开办申请已提交，编号{c.CaseNo}，承诺{ChinaTime.Moment(c.DueAt!.Value, clock.Today())}{(c.DueProvisional ? "（暂定）" : "")}前办结。可在{site.Name}网查进度。");

    public void Returned(StartUpCase c, int defects) => Send(c, "startup.returned", $"{c.CaseNo}有{defects}处需补正。请登录{site.Name}网修改，或到大厅办理{Phone}。");

    public void Refused(StartUpCase c) => Send(c, "startup.refused", $"{c.CaseNo}不予登记，通知书已在{site.Name}网“我的办件”，里面有理由和救济途径{Phone}。");

    public void NotAccepted(StartUpCase c) => Send(c, "startup.not-accepted", $"{c.CaseNo}不予受理，原因请登录{site.Name}网“我的办件”查看{Phone}。");

    public void LicenceIssued(StartUpCase c, bool more) =>
        Send(c, "startup.issued", $"{c.EntityName}的营业执照已核发，电子执照可下载使用。{(more ? "印章等事项继续办理，无需您操作。" : "")}");

    public void YourTurn(StartUpCase c, Matter matter) => Send(c, "startup.your-turn", $"{c.CaseNo}的{matter.Word}被{matter.DepartmentWord}退回，需要您更正。请登录“我的办件”修改。");

    public void Outage(StartUpCase c, Matter matter) => Send(c, "startup.outage", $"因{matter.DepartmentWord}系统故障，您的{matter.Word}将延后，恢复后自动办理，无需您操作。其他事项不受影响。");

    public void Finished(StartUpCase c) => Send(c, "startup.finished", "您的企业开办已全部办结，执照、印章可到大厅领取或等邮寄。欢迎在“我的办件”评价本次服务。");

    /// <summary>Asks a co-signer; the number leads to the page, the code to their own phone proves who they are.</summary>
    public void PleaseSign(StartUpCase c, string mobile, string number) =>
        messages.Queue(mobile, $"【{site.SmsSignature}】请为“{c.EntityName}”的开办申请签名。打开{site.Name}网，点“签名”，输入编号{number}。", "startup.sign", c.Subject);

    private string Phone => site.Phone is null ? "" : $"，电话{site.Phone}";

    private void Send(StartUpCase c, string topic, string text)
    {
        if (c.Mobile is { Length: > 0 } mobile)
            messages.Queue(mobile, $"【{site.SmsSignature}】{text}", topic, c.Subject);
    }
}
