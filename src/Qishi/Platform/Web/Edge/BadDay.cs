namespace Qishi.Platform.Web;

/// <summary>Words of the pages for bad days: what happened and what to do; the same words go to API clients.</summary>
internal sealed record BadDay(string Code, string Title, string What)
{
    private static readonly Dictionary<int, BadDay> All = new()
    {
        [400] = new("bad-request", "这次提交没有成功", "页面打开得太久，或内容里有无法识别的字符。请回到刚才的页面，刷新后再提交一次。"),
        [401] = new("sign-in-needed", "请先登录", "这个页面要登录后才能看。登录后会回到这里。"),
        [403] = new("not-permitted", "您的账号没有这个权限", "需要办理的，请联系本单位负责人或管理员，由他们为您的账号开通。"),
        [404] = new("not-found", "没有找到这个页面", "地址可能写错了，或内容已经移走。请核对地址，或在下面搜索。"),
        [405] = new("method-not-allowed", "这个地址不能这样使用", "请回到首页重新进入。"),
        [409] = new("conflict", "这件刚被别人修改，您的修改还没有保存", "请回到刚才的页面，对照最新内容后再保存。"),
        [413] = new("too-large", "上传的内容太大", "每个文件不超过20MB，一次合计不超过100MB。请压缩或分几次上传。"),
        [415] = new("wrong-type", "这种文件不能上传", "请上传JPG、PNG或PDF文件。"),
        [429] = new("too-many", "操作太快，请稍候1分钟", "为了让大家都能办事，短时间内的操作次数有限。请稍候1分钟再试。"),
        [431] = new("headers-too-large", "这次访问没有成功", "浏览器带来的信息太多。请清除本站的Cookie后再试。"),
        [500] = new("server-error", "系统出错", "这不是您的问题，我们已记录。请稍后再试；仍不行请打电话，报下面的错误编号。"),
        [503] = new("unavailable", "系统正在维护", "请稍后再试。急办的请打电话或到大厅办理。"),
    };

    public static bool Knows(int status) => All.ContainsKey(status);

    public static BadDay Of(int status) => All.TryGetValue(status, out var day) ? day : status >= 500 ? All[500] : All[400];
}
