using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Qishi.Platform.Data;

/// <summary>What makes one model serve both databases: UTC moments, enums as words, sealed personal fields, version columns.</summary>
internal static class Conventions
{
    public static void Configure(ModelConfigurationBuilder builder)
    {
        builder.Properties<DateTime>().HaveConversion<UtcConverter>();
        builder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
    }

    public static void Apply(ModelBuilder builder, FieldCipher cipher)
    {
        foreach (var entity in builder.Model.GetEntityTypes())
        {
            foreach (var property in entity.GetProperties())
            {
                if (property.PropertyInfo?.GetCustomAttribute<EncryptedAttribute>() is null)
                    continue;
                if (property.ClrType != typeof(string))
                    throw new InvalidOperationException($"{entity.ClrType.Name}.{property.Name}: only strings can be encrypted.");
                var purpose = $"{entity.ClrType.Name}.{property.Name}";
                property.SetValueConverter(new ValueConverter<string, string>(v => cipher.Seal(v, purpose), v => cipher.Open(v, purpose)));
            }

            if (typeof(IVersioned).IsAssignableFrom(entity.ClrType))
                entity.FindProperty(nameof(IVersioned.Version))!.IsConcurrencyToken = true;
            if (typeof(IClaimable).IsAssignableFrom(entity.ClrType))
                entity.FindProperty(nameof(IClaimable.ClaimedBy))!.IsConcurrencyToken = true;
        }
    }

    /// <summary>SQLite gives moments back without their kind; every moment in the database is UTC.</summary>
    internal sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(
        v => v.Kind == DateTimeKind.Utc ? v : DateTime.SpecifyKind(v.ToUniversalTime(), DateTimeKind.Utc),
        v => DateTime.SpecifyKind(v, DateTimeKind.Utc));
}

/// <summary>The column holds ciphertext (SM4-GCM); for look-ups keep a keyed digest beside it (<see cref="FieldCipher.LookupKey"/>).</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class EncryptedAttribute : Attribute;
