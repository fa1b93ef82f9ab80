namespace Qishi.Modules.Identity.Audit;

/// <summary>Event and process names as people read them; what has no word yet shows its own name.</summary>
internal static class EventWords
{
    private static readonly Dictionary<string, string> Words = new()
    {
        ["Identity.SignedIn"] = "登录",
        ["Identity.SignInRefused"] = "登录未通过",
        ["Identity.SignedOut"] = "退出",
        ["Identity.SessionsEnded"] = "退出其他设备",
        ["Identity.PasswordChanged"] = "更换密码",
        ["Identity.PasswordReset"] = "重置密码",
        ["Identity.AuthenticatorEnrolled"] = "绑定动态口令",
        ["Identity.AuthenticatorRemoved"] = "解除动态口令",
        ["Identity.MobileChanged"] = "更换手机号",
        ["Identity.ApplicantRegistered"] = "注册",
        ["Identity.ApplicantVerified"] = "实名核验",
        ["Identity.AccountDisabled"] = "停用账号",
        ["Identity.AccountEnabled"] = "启用账号",
        ["Identity.AccountUnlocked"] = "解除锁定",
        ["Identity.StaffAdded"] = "新增人员",
        ["Identity.StaffPosted"] = "任职",
        ["Identity.PostingEnded"] = "结束任职",
        ["Identity.RolesGranted"] = "授予角色",
        ["Identity.OrgUnitAdded"] = "新增机构",
        ["Identity.OrgUnitChanged"] = "机构变更",
        ["Identity.OneTimeCodeSent"] = "发送验证码",
        ["Identity.MachineClientAdded"] = "新增接口客户端",
        ["Identity.MachineSecretChanged"] = "更换接口密钥",
        ["Identity.MachineClientChanged"] = "变更接口客户端",
        ["Identity.MachineTokenIssued"] = "签发访问令牌",
        ["Identity.AuditExported"] = "导出审计日志",
    };

    public static string Of(string type) => Words.GetValueOrDefault(type, type);

    public static IReadOnlyDictionary<string, string> All => Words;
}
