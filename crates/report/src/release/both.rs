//! Work for each of many on two threads: attackers know nothing of each other.

use crate::Result;
use disclosure::Budget;

/// Does the work for each, and gives what came of it in their order. Which thread does what, how many steps each may
/// take and which error is told do not depend on how quick they are.
pub(super) fn for_each<T: Sync, R: Send>(
    of: &[T],
    budget: &mut Budget<'_>,
    work: impl Fn(&T, &mut Budget<'_>) -> Result<R> + Sync,
) -> Result<Vec<R>> {
    let Some(steps) = budget.steps().filter(|_| of.len() > 1) else {
        return of.iter().map(|one| work(one, budget)).collect();
    };
    let every_second = |first: usize| -> (Vec<Result<R>>, u64) {
        let mut budget = Budget::of(steps);
        let mut done = Vec::new();
        for one in of.iter().skip(first).step_by(2) {
            done.push(work(one, &mut budget));
            if done.last().is_some_and(Result::is_err) {
                break;
            }
        }
        (done, budget.steps().unwrap_or_default())
    };
    let ((even, left), (odd, left_there)) = std::thread::scope(|scope| {
        let second = scope.spawn(|| every_second(1));
        let even = every_second(0);
        // What went wrong over there goes wrong here.
        (even, second.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    });
    budget.leave(left.min(left_there));
    let (mut even, mut odd) = (even.into_iter(), odd.into_iter());
    let mut all = Vec::with_capacity(of.len());
    for at in 0..of.len() {
        let next = if at % 2 == 0 { even.next() } else { odd.next() };
        // A thread that met an error has no more after it, and the error is met here first.
        all.extend(next.transpose()?);
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ReportError;

    #[test]
    fn results_stand_in_their_order_and_the_first_error_is_told() {
        let numbers: Vec<u32> = (0..9).collect();
        let squares = for_each(&numbers, &mut Budget::of(10), |n, _| Ok(n * n)).unwrap();
        assert_eq!(squares, [0, 1, 4, 9, 16, 25, 36, 49, 64]);
        let odd = |n: &u32, _: &mut Budget<'_>| match n {
            4 | 5 => Err(ReportError::document("r", n.to_string(), "is bad", "mend it")),
            n => Ok(*n),
        };
        for _ in 0..20 {
            let error = for_each(&numbers, &mut Budget::of(10), odd).unwrap_err().to_string();
            assert!(error.contains(": 4: "), "{error}");
        }
    }

    #[test]
    fn a_clock_is_asked_by_one_thread() {
        let mut asked = || true;
        let mut budget = Budget::while_allowed(&mut asked);
        let thread = std::thread::current().id();
        let on = |_: &u32, _: &mut Budget<'_>| Ok(std::thread::current().id());
        assert!(for_each(&[1, 2, 3], &mut budget, on).unwrap().iter().all(|one| *one == thread));
    }
}
