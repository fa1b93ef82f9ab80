namespace Qishi.Modules.PlantedShop.Model
{
    internal sealed class PlantedRow
    {
        public int Id { get; set; }
        public decimal Price { get; set; }
        public Qishi.Modules.PlantedGuest.Model.PlantedGuestRow? Guest { get; set; }
    }
}

namespace Qishi.Modules.PlantedGuest.Model
{
    internal sealed class PlantedGuestRow
    {
        public int Id { get; set; }
    }
}
