/* Give bits from standard input to a battery of TestU01.
 *
 *   python -m benchmarks.draws stream months | ./testu01_stdin months crush
 *
 * The words of 64 bits are read as two of 32, the lower first. With a second letter "r" (crush-r) the bits of each
 * half are turned round, because the tests look hardest at the high bits.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bbattery.h"
#include "swrite.h"
#include "unif01.h"

#define ROOM 65536

static uint32_t words[ROOM];
static size_t filled = 0, used = 0;
static double read_in_all = 0;
static int reversed = 0;

static uint32_t turned(uint32_t x)
{
    x = ((x >> 1) & 0x55555555u) | ((x & 0x55555555u) << 1);
    x = ((x >> 2) & 0x33333333u) | ((x & 0x33333333u) << 2);
    x = ((x >> 4) & 0x0F0F0F0Fu) | ((x & 0x0F0F0F0Fu) << 4);
    return __builtin_bswap32(x);
}

static unsigned int next_word(void)
{
    if (used == filled) {
        filled = fread(words, sizeof words[0], ROOM, stdin);
        used = 0;
        if (filled == 0) {
            fputs("The stream ended before the battery did.\n", stderr);
            exit(2);
        }
        read_in_all += (double)(filled * sizeof words[0]);
    }
    uint32_t word = words[used++];
    return reversed ? turned(word) : word;
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fputs("usage: testu01_stdin NAME smallcrush|crush|bigcrush[-r]\n", stderr);
        return 2;
    }
    swrite_Basic = FALSE;
    reversed = strstr(argv[2], "-r") != NULL;
    unif01_Gen *source = unif01_CreateExternGenBits(argv[1], next_word);
    if (strncmp(argv[2], "small", 5) == 0)
        bbattery_SmallCrush(source);
    else if (strncmp(argv[2], "big", 3) == 0)
        bbattery_BigCrush(source);
    else
        bbattery_Crush(source);
    printf("Read: %.3f GB\n", read_in_all / 1e9);
    for (int test = 0; test < bbattery_NTests; test++)
        printf("p %s %.17g\n", bbattery_TestNames[test], bbattery_pVal[test]);
    unif01_DeleteExternGenBits(source);
    return 0;
}
