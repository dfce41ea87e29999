//! Hedera's account numbers: shard, realm and number, with an optional checksum that knows the network (HIP-15), and the
//! EVM addresses of accounts (HIP-583).

use super::super::account::{Account, AddressForm};
use super::super::error::AddressError;
use super::super::family::AddressFamily;
use super::super::letters::{all_of, behind_0x};
use super::evm;

const FAMILY: AddressFamily = AddressFamily::Hedera;

/// `0.0.123`, `0.0.123-vfmkw`, or `0x…`. The normal form has no checksum.
pub(super) fn read(body: &str, is_testnet: bool) -> Result<Account, AddressError> {
    if behind_0x(body).is_some() {
        let account = evm::read(body, FAMILY, is_testnet)?;
        return Ok(match number_inside(&account.text) {
            Some(number) => Account { text: number, ..account },
            None => account,
        });
    }
    let (number, sum) = match body.split_once('-') {
        Some((number, sum)) => (number, Some(sum)),
        None => (body, None),
    };
    all_of(number, "0123456789.", FAMILY)?;
    let parts: Vec<&str> = number.split('.').collect();
    let reason = "it is three numbers with points between, such as 0.0.12345";
    if parts.len() != 3 || parts.iter().any(|it| !is_number(it)) {
        return Err(AddressError::Form { family: FAMILY, reason });
    }
    match sum {
        None => Ok(Account::unchecked(number)),
        Some(sum) if sum == checksum(number, is_testnet) => {
            Ok(Account { form: AddressForm::Checked, ..Account::unchecked(number) })
        }
        Some(_) => Err(AddressError::Checksum { likely: None }),
    }
}

/// The number that an EVM address of twelve zeros and eight bytes stands for (HIP-583). Shard and realm are 0 there.
fn number_inside(address: &str) -> Option<String> {
    let number = address.strip_prefix("0x000000000000000000000000")?;
    let number = i64::from_str_radix(number, 16).ok()?;
    Some(format!("0.0.{number}"))
}

/// A whole number of 63 bits at most, without zeros ahead.
fn is_number(text: &str) -> bool {
    (text == "0" || !text.starts_with('0')) && text.parse::<i64>().is_ok_and(|it| it >= 0)
}

/// The five letters behind a number, for the main network or the test network.
pub(in super::super) fn checksum(number: &str, is_testnet: bool) -> String {
    const P3: u64 = 26 * 26 * 26;
    const P5: u64 = 26 * 26 * 26 * 26 * 26;
    let digits: Vec<u64> = number.chars().map(|it| it.to_digit(10).map_or(10, u64::from)).collect();
    let sum_from = |from: usize| digits.iter().skip(from).step_by(2).sum::<u64>() % 11;
    let all = digits.iter().fold(0, |sum, digit| (sum * 31 + digit) % P3);
    let ledger = [u64::from(is_testnet), 0, 0, 0, 0, 0, 0];
    let ledger = ledger.iter().fold(0, |sum, byte| (sum * 31 + byte) % P5);
    let length = digits.len() as u64 % 5;
    let sum = (((length * 11 + sum_from(0)) * 11 + sum_from(1)) * P3 + all + ledger) % P5;
    let mut rest = sum * 1_000_003 % P5;
    let mut letters = ['a'; 5];
    for place in letters.iter_mut().rev() {
        *place = char::from(b'a' + u8::try_from(rest % 26).unwrap_or_default());
        rest /= 26;
    }
    letters.iter().collect()
}
