using Qishi.Kernel;

namespace Qishi.Modules.Exchange.Evidence;

/// <summary>The text that explains a bundle to whoever opens it.</summary>
internal static class EvidenceReadMe
{
    public static string Text(string caseNo, DateTime madeAt, string reader) => FormattableString.Invariant($"""
        办件{caseNo}的部门推送与回执证据包
        制作时间：{ChinaTime.At(madeAt):yyyy-MM-dd HH:mm:ss}　制作对象：{reader}

        一、里面有什么
        messages/      本局推送给各部门的每一份数据，附本局的SM2签名和证明。个人证件号码、手机号等不宜出示的字段只留摘要，不影响核验
        receipts/      各部门发回的每一份回执，附该部门的SM2签名和证明，以及本局收到的时间和处理结果
        certificates/  本局和各部门的签名证书；ca-开头的是签发者证书
        log/rows.json      这一办件在本局日志里的每一条记录
        log/segments.json  把这些记录连到库外留存链头的链段；他人的记录只有摘要
        manifest.json  以上每个文件的SM3摘要；manifest.sig是本局对它的SM2签名

        二、怎样核验
        在任何一台装有启市程序的电脑上运行：
            Qishi verify-evidence 证据包文件
        不需要数据库、不需要联网。程序逐项核对签名、摘要和日志链，指出第一处对不上的地方。
        手里有另存的链头文件时，可以加 --heads 文件夹 一并核对。

        三、核验能说明什么
        1. 数据确由本局发出、回执确由该部门发出，签名之后一个字节也没有改过；
        2. 签名时证书在有效期内；
        3. 签名进入本局日志的先后次序，以及链头留存之后日志没有改过。
        证书是否真是该单位的，请把报告里的签发者证书指纹与本局公布的核对。
        """).Replace("\r\n", "\n", StringComparison.Ordinal) + "\n";
}
