// SPDX-License-Identifier: Apache-2.0
#include "samples/generator/catalogue.hpp"

namespace lcl::samples {
namespace {

constexpr std::array smartphones{
    Model{"Apple", "iPhone 11 64 GB", 194}, Model{"Apple", "iPhone 12 128 GB", 164},
    Model{"Apple", "iPhone SE 2020", 148},  Model{"Samsung", "Galaxy S21", 169},
    Model{"Samsung", "Galaxy A52s", 189},   Model{"Xiaomi", "Redmi Note 11", 179},
    Model{"Google", "Pixel 6a", 178},       Model{"Fairphone", "Fairphone 4", 225},
};
constexpr std::array tablets{
    Model{"Apple", "iPad 2020 32 GB", 490},
    Model{"Samsung", "Galaxy Tab S6 Lite", 467},
    Model{"Lenovo", "Tab M10 Plus", 460},
};
constexpr std::array laptops{
    Model{"Lenovo", "ThinkPad T490", 1460},
    Model{"Dell", "Latitude 5400", 1480},
    Model{"HP", "EliteBook 840 G6", 1480},
    Model{"Apple", "MacBook Air M1", 1290},
};
constexpr std::array desktops{
    Model{"Dell", "OptiPlex 7060 SFF", 5260},
    Model{"HP", "ProDesk 600 G4 SFF", 4670},
    Model{"Lenovo", "ThinkCentre M720s", 5500},
};
constexpr std::array monitors{
    Model{"Dell", "P2419H 24\"", 5560},
    Model{"HP", "EliteDisplay E243 24\"", 6200},
};
constexpr std::array televisions{
    Model{"Samsung", "TV 50\" Q60", 11400},
    Model{"LG", "TV 48\" A1, OLED", 14900},
};
constexpr std::array consoles{
    Model{"Sony", "PlayStation 4 Slim", 2100},
    Model{"Microsoft", "Xbox One S", 2900},
    Model{"Nintendo", "Switch", 398},
};

constexpr std::array phone_parts{PartChance{"battery", 4500, 1}, PartChance{"screen", 2500, 1}};
constexpr std::array tablet_parts{PartChance{"battery", 2000, 1}, PartChance{"screen", 2000, 1}};
constexpr std::array laptop_parts{
    PartChance{"battery", 3000, 1},  PartChance{"ssd", 2500, 1},     PartChance{"ram", 1500, 2},
    PartChance{"keyboard", 1000, 1}, PartChance{"adaptor", 2000, 1}, PartChance{"screen", 500, 1},
    PartChance{"hdd", 200, 1},
};
constexpr std::array desktop_parts{
    PartChance{"ssd", 4000, 1},
    PartChance{"ram", 2500, 2},
    PartChance{"hdd", 500, 2},
    PartChance{"cpu", 200, 1},
};

constexpr std::array<Category, 7> all{{
    {"smartphone", 6200, true, true, {80, 350}, {90, 210}, smartphones, phone_parts},
    {"tablet", 900, false, true, {120, 400}, {180, 420}, tablets, tablet_parts},
    {"laptop", 1400, false, true, {300, 1200}, {450, 900}, laptops, laptop_parts},
    {"desktop", 500, false, true, {400, 1500}, {900, 1800}, desktops, desktop_parts},
    {"monitor", 400, false, false, {150, 600}, {1100, 2100}, monitors, {}},
    {"television", 200, false, true, {400, 1500}, {2200, 3900}, televisions, {}},
    {"console", 400, false, true, {200, 700}, {350, 800}, consoles, {}},
}};

}  // namespace

std::span<const Category> categories() { return all; }

}  // namespace lcl::samples
