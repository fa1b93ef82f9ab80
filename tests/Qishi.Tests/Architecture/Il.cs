using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Qishi.Tests.Architecture;

/// <summary>Reads an assembly's IL: which type uses which type, which member calls which member. Finds its own subjects, so nothing new can escape.</summary>
internal static class Il
{
    public static AssemblyDefinition Read(System.Reflection.Assembly assembly) => AssemblyDefinition.ReadAssembly(assembly.Location);

    /// <summary>Every type with the outermost type it belongs to (closures and state machines count for their owner).</summary>
    public static IEnumerable<TypeDefinition> AllTypes(AssemblyDefinition assembly) => assembly.MainModule.Types.SelectMany(WithNested);

    public static TypeDefinition Outermost(TypeDefinition type) => type.DeclaringType is null ? type : Outermost(type.DeclaringType);

    public static string FullNamespace(TypeReference type) => type.DeclaringType is null ? type.Namespace : FullNamespace(type.DeclaringType);

    /// <summary>Types a type mentions anywhere: base, interfaces, fields, signatures, attributes, bodies, generic arguments.</summary>
    public static IEnumerable<TypeReference> Uses(TypeDefinition type)
    {
        var found = new List<TypeReference?> { type.BaseType };
        found.AddRange(type.Interfaces.Select(i => i.InterfaceType));
        found.AddRange(type.Fields.Select(f => f.FieldType));
        found.AddRange(type.CustomAttributes.Select(a => a.AttributeType));
        foreach (var method in type.Methods)
        {
            found.Add(method.ReturnType);
            found.AddRange(method.Parameters.Select(p => p.ParameterType));
            found.AddRange(method.CustomAttributes.Select(a => a.AttributeType));
            if (!method.HasBody)
                continue;
            found.AddRange(method.Body.Variables.Select(v => v.VariableType));
            foreach (var instruction in method.Body.Instructions)
                switch (instruction.Operand)
                {
                    case TypeReference t: found.Add(t); break;
                    case MethodReference m:
                        found.Add(m.DeclaringType);
                        found.Add(m.ReturnType);
                        if (m is GenericInstanceMethod g)
                            found.AddRange(g.GenericArguments);
                        break;
                    case FieldReference f: found.Add(f.DeclaringType); found.Add(f.FieldType); break;
                }
        }

        return found.Where(t => t is not null).SelectMany(t => Flatten(t!)).Where(t => !t.IsGenericParameter);
    }

    /// <summary>Calls made anywhere in an assembly, as (calling type, called member "Namespace.Type::Member").</summary>
    public static IEnumerable<(TypeDefinition From, string Called)> Calls(AssemblyDefinition assembly) =>
        from type in AllTypes(assembly)
        from method in type.Methods
        where method.HasBody
        from instruction in method.Body.Instructions
        where instruction.OpCode.Code is Code.Call or Code.Callvirt or Code.Newobj or Code.Ldftn
        let called = (MethodReference)instruction.Operand
        select (type, $"{called.DeclaringType.GetElementType().FullName}::{called.Name}");

    private static IEnumerable<TypeDefinition> WithNested(TypeDefinition type) => type.NestedTypes.SelectMany(WithNested).Prepend(type);

    private static IEnumerable<TypeReference> Flatten(TypeReference type) => type switch
    {
        GenericInstanceType g => g.GenericArguments.SelectMany(Flatten).Prepend(g.ElementType),
        TypeSpecification s => Flatten(s.ElementType),
        _ => [type],
    };
}
